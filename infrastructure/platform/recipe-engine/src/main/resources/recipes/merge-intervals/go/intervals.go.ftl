// Package [=project.package] merges closed integer intervals.
package [=project.package]

import (
	"fmt"
	"sort"
)

// Interval holds all integers from Start to End, both included.
type Interval struct {
	Start, End int
}

// Merge returns the fewest disjoint intervals that cover the same points, in
// ascending order; intervals that share only an end point are merged. The input
// is left as it is. Merge fails if a Start is greater than its End.
func Merge(intervals []Interval) ([]Interval, error) {
	for _, i := range intervals {
		if i.Start > i.End {
			return nil, fmt.Errorf("interval [%d, %d] starts after its end", i.Start, i.End)
		}
	}
	ascending := append([]Interval(nil), intervals...)
	sort.Slice(ascending, func(i, j int) bool { return ascending[i].Start < ascending[j].Start })

	var merged []Interval
	for _, next := range ascending {
		last := len(merged) - 1
		if last < 0 || next.Start > merged[last].End {
			merged = append(merged, next)
		} else if next.End > merged[last].End {
			merged[last].End = next.End
		}
	}
	return merged, nil
}
