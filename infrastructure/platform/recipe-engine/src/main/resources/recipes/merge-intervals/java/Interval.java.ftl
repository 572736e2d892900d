package [=project.package];

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** A closed interval of integers: both bounds belong to it, and the start is not greater than the end. */
public record Interval(long start, long end) {

    /**
     * Creates the interval.
     *
     * @throws IllegalArgumentException if the start is greater than the end
     */
    public Interval {
        if (start > end) {
            throw new IllegalArgumentException("interval [" + start + ", " + end + "] starts after its end");
        }
    }

    /**
     * Returns the fewest disjoint intervals that cover the same points, in ascending order; intervals that share only
     * an end point are merged.
     */
    public static List<Interval> merge(Collection<Interval> intervals) {
        List<Interval> ascending = intervals.stream()
                .sorted(Comparator.comparingLong(Interval::start))
                .toList();
        List<Interval> merged = new ArrayList<>();
        for (Interval next : ascending) {
            int last = merged.size() - 1;
            if (last >= 0 && next.start <= merged.get(last).end) {
                Interval previous = merged.get(last);
                merged.set(last, new Interval(previous.start, Math.max(previous.end, next.end)));
            } else {
                merged.add(next);
            }
        }
        return List.copyOf(merged);
    }
}
