package io.quantumlayer.contracts.journal;

/** Something happened to a drop; QuantumDrop writes it in the transaction that does it. */
public sealed interface DropEvent extends RunEvent permits DropStored, DropRolledBack, DropDeleted {

    /** Id of the drop. */
    String dropId();
}
