package [=project.package]

import (
	"math"
	"math/rand"
	"reflect"
	"strings"
	"testing"
)

func wantMerged(t *testing.T, intervals []Interval, want ...Interval) {
	t.Helper()
	got, err := Merge(intervals)
	if err != nil {
		t.Errorf("Merge(%v) failed: %v", intervals, err)
	} else if !reflect.DeepEqual(got, want) {
		t.Errorf("Merge(%v) = %v, want %v", intervals, got, want)
	}
}

func TestMergesOverlappingIntervals(t *testing.T) {
	wantMerged(t, []Interval{{1, 3}, {2, 6}, {8, 10}, {8, 9}}, Interval{1, 6}, Interval{8, 10})
}

func TestMergesTouchingIntervals(t *testing.T) {
	wantMerged(t, []Interval{{1, 2}, {2, 3}}, Interval{1, 3})
}

func TestAbsorbsAnIntervalInsideAnother(t *testing.T) {
	wantMerged(t, []Interval{{1, 10}, {3, 4}, {3, 4}}, Interval{1, 10})
}

func TestKeepsIntervalsWithoutACommonNumberApart(t *testing.T) {
	wantMerged(t, []Interval{{1, 2}, {3, 4}}, Interval{1, 2}, Interval{3, 4})
}

func TestGivesNoIntervalsForNone(t *testing.T) {
	wantMerged(t, nil)
	wantMerged(t, []Interval{})
}

func TestSortsTheResultAndLeavesTheInputAsItIs(t *testing.T) {
	intervals := []Interval{{5, 6}, {-3, -1}, {1, 2}, {2, 3}}

	wantMerged(t, intervals, Interval{-3, -1}, Interval{1, 3}, Interval{5, 6})
	if want := []Interval{{5, 6}, {-3, -1}, {1, 2}, {2, 3}}; !reflect.DeepEqual(intervals, want) {
		t.Errorf("the input is now %v, want %v", intervals, want)
	}
}

func TestAcceptsSingleNumbersAndExtremeBounds(t *testing.T) {
	wantMerged(t, []Interval{{7, 7}, {7, 7}}, Interval{7, 7})
	wantMerged(t, []Interval{{1, math.MaxInt}, {math.MinInt, 0}}, Interval{math.MinInt, 0}, Interval{1, math.MaxInt})
}

func TestRefusesAStartGreaterThanTheEnd(t *testing.T) {
	merged, err := Merge([]Interval{{1, 2}, {3, 1}})
	if merged != nil || err == nil || !strings.Contains(err.Error(), "[3, 1]") {
		t.Errorf("Merge = %v, %v; want an error that names [3, 1]", merged, err)
	}
}

// mergeByMarking marks all integers below bound and the points halfway between
// them, then reads off the runs.
func mergeByMarking(intervals []Interval, bound int) []Interval {
	marked := make([]bool, 2*bound)
	for _, i := range intervals {
		for twice := 2 * i.Start; twice <= 2*i.End; twice++ {
			marked[twice] = true
		}
	}
	var runs []Interval
	start := 0
	for twice := range marked {
		if !marked[twice] {
			start = twice + 1
		} else if !marked[twice+1] {
			runs = append(runs, Interval{start / 2, twice / 2})
		}
	}
	return runs
}

func TestAgreesWithASlowReferenceOnRandomIntervals(t *testing.T) {
	random := rand.New(rand.NewSource(20240229))
	for run := 0; run < 1000; run++ {
		intervals := make([]Interval, random.Intn(9))
		for i := range intervals {
			start := random.Intn(30)
			intervals[i] = Interval{start, start + random.Intn(8)}
		}
		wantMerged(t, intervals, mergeByMarking(intervals, 40)...)
	}
}
