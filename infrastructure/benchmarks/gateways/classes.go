package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"sync"
	"time"
)

type phase struct {
	Name        string  `json:"name"`
	Interactive int     `json:"interactive_calls"`
	P50         float64 `json:"interactive_p50_ms"`
	P99         float64 `json:"interactive_p99_ms"`
	Batch       int     `json:"batch_calls"`
	Failed      int     `json:"failed"`
}

// classes measures interactive calls alone, beside batch calls, and beside as many calls that do not say that they are
// batch, and prints a line of JSON for each.
func classes(args []string) {
	flags := flag.NewFlagSet("classes", flag.ExitOnError)
	url := flags.String("url", "", "where to post")
	key := flags.String("key", "", "bearer token")
	model := flags.String("model", "gpt-4o-mini", "model")
	interactive := flags.Int("interactive", 4, "interactive calls at a time")
	batch := flags.Int("batch", 32, "batch calls at a time")
	seconds := flags.Float64("seconds", 10, "length of each phase")
	_ = flags.Parse(args)
	client := &http.Client{Timeout: time.Minute, Transport: &http.Transport{MaxIdleConnsPerHost: *interactive + *batch}}
	call := func(class string) error {
		request := post(*url, *key, fmt.Sprintf(`{"model":%q,"messages":[{"role":"user","content":"Hello"}]}`, *model))
		if class != "" {
			request.Header.Set("X-QL-Request-Class", class)
		}
		answer, err := client.Do(request)
		if err != nil {
			return err
		}
		defer answer.Body.Close()
		if _, err := io.Copy(io.Discard, answer.Body); err != nil {
			return err
		}
		if answer.StatusCode != http.StatusOK {
			return fmt.Errorf("status %d", answer.StatusCode)
		}
		return nil
	}
	for _, one := range []struct {
		name, class string
		batch       int
	}{
		{"alone", "", 0}, {"batch", "batch", *batch}, {"no classes", "", *batch}} {
		seen := phase{Name: one.name}
		var took []float64
		var mutex sync.Mutex
		var group sync.WaitGroup
		// The first second brings connections and classes into their places and is not counted.
		counted := time.Now().Add(time.Second)
		end := counted.Add(time.Duration(*seconds * float64(time.Second)))
		loop := func(class string, isBatch bool) {
			defer group.Done()
			for time.Now().Before(end) {
				started := time.Now()
				err := call(class)
				mutex.Lock()
				switch {
				case err != nil:
					seen.Failed++
				case started.Before(counted):
				case isBatch:
					seen.Batch++
				default:
					took = append(took, float64(time.Since(started).Microseconds())/1000)
				}
				mutex.Unlock()
			}
		}
		group.Add(*interactive + one.batch)
		for i := 0; i < *interactive; i++ {
			go loop("", false)
		}
		for i := 0; i < one.batch; i++ {
			go loop(one.class, true)
		}
		group.Wait()
		seen.Interactive = len(took)
		seen.P50, seen.P99, _ = quantiles(took)
		_ = json.NewEncoder(os.Stdout).Encode(seen)
	}
}
