package io.quantumlayer.parser.syntax;

import io.github.treesitter.jtreesitter.Node;
import io.github.treesitter.jtreesitter.Tree;
import io.github.treesitter.jtreesitter.TreeCursor;
import java.lang.foreign.Arena;
import java.lang.foreign.SegmentAllocator;
import java.util.Arrays;

/** The nodes of a tree in document order, column by column; offsets count characters of the text. */
final class NodeTable {

    static final int ERROR_SYMBOL = 0xFFFF;

    static final int BYTES_PER_CHARACTER = 2;
    private static final int NODES_BETWEEN_CHECKS = 4096;
    /** Room for a TSNode: four 32-bit numbers and two pointers, with alignment. */
    private static final long NODE_BYTES = 64;

    char[] symbol = new char[1024];
    int[] start = new int[1024];
    int[] end = new int[1024];
    int[] parent = new int[1024];
    /** Number of the first node after the subtree. */
    int[] next = new int[1024];

    short[] field = new short[1024];
    boolean[] missing = new boolean[1024];
    int count;
    int maxDepth;
    boolean hasError;

    static NodeTable of(Tree tree, Deadline deadline) {
        NodeTable table = new NodeTable();
        try (Arena arena = Arena.ofConfined();
                TreeCursor cursor = tree.walk()) {
            table.read(cursor, SegmentAllocator.prefixAllocator(arena.allocate(NODE_BYTES, 16)), deadline);
        }
        return table;
    }

    private void read(TreeCursor cursor, SegmentAllocator allocator, Deadline deadline) {
        int current = -1;
        int depth = 1;
        while (true) {
            current = add(cursor.getCurrentNode(allocator), cursor.getCurrentFieldId(), current);
            maxDepth = Math.max(maxDepth, depth);
            if (count % NODES_BETWEEN_CHECKS == 0) {
                deadline.check();
            }
            if (cursor.gotoFirstChild()) {
                depth++;
                continue;
            }
            next[current] = count;
            while (!cursor.gotoNextSibling()) {
                if (!cursor.gotoParent()) {
                    return;
                }
                depth--;
                current = parent[current];
                next[current] = count;
            }
            current = parent[current];
        }
    }

    private int add(Node node, short fieldId, int parentNumber) {
        if (count == symbol.length) {
            grow();
        }
        int number = count++;
        symbol[number] = (char) node.getSymbol();
        start[number] = node.getStartByte() / BYTES_PER_CHARACTER;
        end[number] = node.getEndByte() / BYTES_PER_CHARACTER;
        parent[number] = parentNumber;
        field[number] = fieldId;
        missing[number] = start[number] == end[number] && node.isMissing();
        hasError |= missing[number] || symbol[number] == ERROR_SYMBOL;
        return number;
    }

    /** Number of the outermost node with these bounds and symbol. */
    int find(int from, int to, int wanted) {
        // Starts never decrease in document order.
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (start[middle] < from) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        for (int number = low; number < count && start[number] == from; number++) {
            if (end[number] == to && symbol[number] == wanted) {
                return number;
            }
        }
        throw new IllegalStateException("No node from %d to %d with symbol %d".formatted(from, to, wanted));
    }

    /** Most direct children of a node that fits no rule. */
    int largestError() {
        int largest = 0;
        for (int number = 0; number < count; number++) {
            if (symbol[number] == ERROR_SYMBOL) {
                int children = 0;
                for (int child = number + 1; child < next[number]; child = next[child]) {
                    children++;
                }
                largest = Math.max(largest, children);
            }
        }
        return largest;
    }

    private void grow() {
        int size = count * 2;
        symbol = Arrays.copyOf(symbol, size);
        start = Arrays.copyOf(start, size);
        end = Arrays.copyOf(end, size);
        parent = Arrays.copyOf(parent, size);
        next = Arrays.copyOf(next, size);
        field = Arrays.copyOf(field, size);
        missing = Arrays.copyOf(missing, size);
    }
}
