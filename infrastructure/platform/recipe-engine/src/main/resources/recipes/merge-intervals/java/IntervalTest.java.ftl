package [=project.package];

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

final class IntervalTest {

    private final Random random = new Random(20240229);

    public static void main(String[] args) {
        Tap.run(new IntervalTest());
    }

    public void mergesOverlappingIntervals() {
        Tap.equal(intervals(1, 6, 8, 10), Interval.merge(intervals(1, 3, 2, 6, 8, 10, 8, 9)));
    }

    public void mergesTouchingIntervals() {
        Tap.equal(intervals(1, 3), Interval.merge(intervals(1, 2, 2, 3)));
    }

    public void absorbsAnIntervalInsideAnother() {
        Tap.equal(intervals(1, 10), Interval.merge(intervals(1, 10, 3, 4, 3, 4)));
    }

    public void keepsIntervalsWithoutACommonNumberApart() {
        Tap.equal(intervals(1, 2, 3, 4), Interval.merge(intervals(1, 2, 3, 4)));
    }

    public void givesNoIntervalsForNone() {
        Tap.equal(List.of(), Interval.merge(List.of()));
    }

    public void sortsTheResultAndLeavesTheInputAsItIs() {
        List<Interval> input = intervals(5, 6, -3, -1, 1, 2, 2, 3);

        Tap.equal(intervals(-3, -1, 1, 3, 5, 6), Interval.merge(input));
        Tap.equal(intervals(5, 6, -3, -1, 1, 2, 2, 3), input);
    }

    public void acceptsSingleNumbersAndExtremeBounds() {
        Tap.equal(intervals(7, 7), Interval.merge(intervals(7, 7, 7, 7)));
        Tap.equal(
                intervals(Long.MIN_VALUE, 0, 1, Long.MAX_VALUE),
                Interval.merge(intervals(1, Long.MAX_VALUE, Long.MIN_VALUE, 0)));
    }

    public void refusesAStartGreaterThanTheEnd() {
        IllegalArgumentException refusal =
                Tap.throwing(IllegalArgumentException.class, () -> new Interval(3, 1));
        Tap.equal("interval [3, 1] starts after its end", refusal.getMessage());
    }

    public void agreesWithASlowReferenceOnRandomIntervals() {
        for (int run = 0; run < 1000; run++) {
            List<Interval> input = new ArrayList<>();
            int size = random.nextInt(9);
            for (int i = 0; i < size; i++) {
                int start = random.nextInt(30);
                input.add(new Interval(start, start + random.nextInt(8)));
            }
            Tap.equal(mergeByMarking(input, 40), Interval.merge(input), input.toString());
        }
    }

    /** Marks all integers below the bound and the points halfway between them, then reads off the runs. */
    private static List<Interval> mergeByMarking(List<Interval> input, int bound) {
        boolean[] marked = new boolean[2 * bound];
        for (Interval interval : input) {
            for (int twice = (int) (2 * interval.start()); twice <= 2 * interval.end(); twice++) {
                marked[twice] = true;
            }
        }
        List<Interval> runs = new ArrayList<>();
        int start = 0;
        for (int twice = 0; twice < marked.length; twice++) {
            if (!marked[twice]) {
                start = twice + 1;
            } else if (!marked[twice + 1]) {
                runs.add(new Interval(start / 2, twice / 2));
            }
        }
        return runs;
    }

    private static List<Interval> intervals(long... bounds) {
        List<Interval> intervals = new ArrayList<>();
        for (int i = 0; i < bounds.length; i += 2) {
            intervals.add(new Interval(bounds[i], bounds[i + 1]));
        }
        return intervals;
    }
}
