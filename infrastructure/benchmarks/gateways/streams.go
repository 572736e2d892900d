package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

type result struct {
	Streams   int     `json:"streams"`
	Failed    int     `json:"failed"`
	FirstP50  float64 `json:"first_p50_ms"`
	FirstP99  float64 `json:"first_p99_ms"`
	LagP50    float64 `json:"lag_p50_ms"`
	LagP99    float64 `json:"lag_p99_ms"`
	LagMax    float64 `json:"lag_max_ms"`
	Stalls    int     `json:"stalls"`
	FirstLine string  `json:"error,omitempty"`
}

// streams opens as many streams at a time as asked, one after another each, and prints what it saw as JSON: the time from
// the request to the first chunk, and how old every chunk was when it came, by the time that the provider wrote into it.
func streams(args []string) {
	flags := flag.NewFlagSet("streams", flag.ExitOnError)
	url := flags.String("url", "", "where to post")
	key := flags.String("key", "", "bearer token")
	model := flags.String("model", "gpt-4o-mini", "model")
	header := flags.String("header", "", "further headers, name=value, separated by commas")
	at := flags.Int("streams", 64, "streams at a time")
	seconds := flags.Float64("seconds", 5, "for how long streams are opened")
	abort := flags.Bool("abort", false, "leave every second stream in the middle")
	_ = flags.Parse(args)

	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: *at, MaxConnsPerHost: *at, DisableCompression: true}}
	var mutex sync.Mutex
	var first, lag []float64
	seen := result{}
	end := time.Now().Add(time.Duration(*seconds * float64(time.Second)))
	var group sync.WaitGroup
	for i := 0; i < *at; i++ {
		group.Add(1)
		go func(offset int) {
			defer group.Done()
			// Requests in one instant would measure the accept queue.
			time.Sleep(time.Duration(offset) * 400 * time.Millisecond / time.Duration(*at))
			for n := 0; time.Now().Before(end); n++ {
				started := time.Now()
				one, lags, err := stream(client, *url, *key, *model, *header, *abort && n%2 == 1, started)
				mutex.Lock()
				seen.Streams++
				if err != nil {
					seen.Failed++
					seen.FirstLine = err.Error()
				} else {
					first = append(first, one)
					lag = append(lag, lags...)
				}
				mutex.Unlock()
			}
		}(i)
	}
	group.Wait()
	seen.FirstP50, seen.FirstP99, _ = quantiles(first)
	seen.LagP50, seen.LagP99, seen.LagMax = quantiles(lag)
	for _, one := range lag {
		if one > 100 {
			seen.Stalls++
		}
	}
	_ = json.NewEncoder(os.Stdout).Encode(seen)
}

func post(url, key, body string) *http.Request {
	request, err := http.NewRequest(http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		log.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Authorization", "Bearer "+key)
	return request
}

func quantiles(values []float64) (float64, float64, float64) {
	if len(values) == 0 {
		return 0, 0, 0
	}
	slices.Sort(values)
	return values[len(values)/2], values[len(values)*99/100], values[len(values)-1]
}

func stream(client *http.Client, url, key, model, header string, leave bool, started time.Time) (float64, []float64, error) {
	request := post(url, key, fmt.Sprintf(`{"model":%q,"stream":true,"messages":[{"role":"user","content":"Count."}]}`, model))
	for _, pair := range strings.Split(header, ",") {
		if name, value, found := strings.Cut(pair, "="); found {
			request.Header.Set(name, value)
		}
	}
	answer, err := client.Do(request)
	if err != nil {
		return 0, nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return 0, nil, fmt.Errorf("status %d", answer.StatusCode)
	}
	var first float64
	var lags []float64
	done := false
	lines := bufio.NewScanner(answer.Body)
	for lines.Scan() {
		line := lines.Text()
		if strings.HasPrefix(line, "data: [DONE]") {
			done = true
		}
		_, after, found := strings.Cut(line, `"content":"t`)
		if !found {
			continue
		}
		now := time.Now()
		if first == 0 {
			first = float64(now.Sub(started).Microseconds()) / 1000
		}
		digits, _, _ := strings.Cut(after, " ")
		sent, err := strconv.ParseInt(digits, 10, 64)
		if err != nil {
			return 0, nil, err
		}
		lags = append(lags, float64(now.UnixMicro()-sent)/1000)
		if leave && len(lags) == 3 {
			return first, lags, nil
		}
	}
	if !done {
		return 0, nil, fmt.Errorf("a stream without end: %v", lines.Err())
	}
	return first, lags, nil
}
