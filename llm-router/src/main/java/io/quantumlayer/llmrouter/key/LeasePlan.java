package io.quantumlayer.llmrouter.key;

/** How much of what all routers share one of them should hold. */
final class LeasePlan {

    private LeasePlan() {}

    /**
     * Free money that a router should hold: enough for what it spends until the next times it asks, at least what it
     * lacked, and otherwise a small part of the rest, so that little lies idle with the others.
     *
     * @param rest money that no other router holds and that is not reserved here
     * @param routers routers that are alive
     * @param wanted largest reservation that lacked money
     * @param spending money spent since the last time
     */
    static long money(long rest, int routers, long wanted, long spending) {
        long aside = rest / (4L * routers);
        return Math.min(rest, Math.max(Math.max(aside, wanted), Math.min(4 * spending, rest / (2L * routers))));
    }

    /**
     * Part of a limit that a router should give out: some for its mere presence, most by demand; and never more than the
     * others have left.
     */
    static double share(double others, int routers, double demand, double allDemand) {
        double byDemand = allDemand <= 0 ? 1.0 / routers : demand / allDemand;
        return Math.clamp(0.3 / routers + 0.7 * byDemand, 0, Math.max(0, 1 - others));
    }
}
