package io.quantumlayer.worker.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** A command that was started in a sandbox, with the project on its way in. */
public interface Running {

    /** Standard output and error as they come. */
    InputStream output();

    /**
     * Waits for the end of the command; what it left behind may still be there.
     *
     * @throws IOException if the sandbox was lost, so that nobody knows how the command ends
     */
    boolean ended(Duration patience) throws IOException, InterruptedException;

    /** Whether all processes together hold more memory than they may, or were ended because they did. */
    boolean outOfMemory() throws IOException, InterruptedException;

    /** Ends every process; asking again changes nothing. */
    void end();

    /** Exit code of the command once it has ended; of no meaning if it was ended. */
    int exitCode() throws InterruptedException;
}
