package io.tapewire.publisher.source;

/**
 * Draws numbers by weight in constant time (Walker's alias method): a column is drawn evenly, then
 * either itself or its alias.
 */
final class AliasTable {
    private static final double THRESHOLD_UNIT = 0x1p31;

    /** Column k holds its alias in the high half and in the low half the share it keeps itself. */
    private final long[] columns;

    /**
     * @param weights above zero; drawn in proportion
     */
    AliasTable(double[] weights) {
        int count = weights.length;
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        columns = new long[count];
        double[] shares = new double[count];
        int[] order = new int[count];
        int smallEnd = 0;
        int largeStart = count;
        for (int i = 0; i < count; i++) {
            shares[i] = weights[i] / total * count;
            if (shares[i] < 1) {
                order[smallEnd++] = i;
            } else {
                order[--largeStart] = i;
            }
        }
        while (smallEnd > 0 && largeStart < count) {
            int small = order[--smallEnd];
            int large = order[largeStart];
            columns[small] = column(large, shares[small]);
            shares[large] -= 1 - shares[small];
            if (shares[large] < 1) {
                largeStart++;
                order[smallEnd++] = large;
            }
        }
        // What is left has a share of one, but for rounding.
        for (int i = 0; i < count; i++) {
            if (i < smallEnd || i >= largeStart) {
                columns[order[i]] = column(order[i], 1);
            }
        }
    }

    private static long column(int alias, double share) {
        return (long) alias << 32 | (long) (share * THRESHOLD_UNIT);
    }

    /**
     * @param random 64 even bits
     * @return a number from 0 up to below the count of weights
     */
    int draw(long random) {
        int drawn = (int) ((random >>> 32) * columns.length >>> 32);
        long column = columns[drawn];
        return (random & 0x7fff_ffffL) < (column & 0xffff_ffffL) ? drawn : (int) (column >>> 32);
    }
}
