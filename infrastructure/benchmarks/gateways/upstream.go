package main

import (
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"strconv"
	"strings"
	"time"
)

const answer = `{"id":"chatcmpl-1","object":"chat.completion","created":1767225600,"model":"gpt-4o-mini","choices":[{"index":0,"message":{"role":"assistant","content":"The quick answer of a model that is not there: forty words or so, which is about what a short reply of an assistant has. It is the same for every request, so that nothing but the way to it and back is measured here."},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":220,"completion_tokens":48,"total_tokens":268,"prompt_tokens_details":{"cached_tokens":0},"completion_tokens_details":{"reasoning_tokens":0}},"system_fingerprint":"fp_1"}`

var whole = fmt.Appendf(nil, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", len(answer), answer)

// provider answers over plain sockets: an HTTP library would cost more than some of the gateways that are measured.
type provider struct {
	chunks int
	pause  time.Duration
	think  time.Duration
	slots  chan struct{}
}

func upstream(args []string) {
	flags := flag.NewFlagSet("upstream", flag.ExitOnError)
	listen := flags.String("listen", "127.0.0.1:9000", "address")
	chunks := flags.Int("chunks", 20, "chunks of a streamed answer")
	pause := flags.Duration("pause", 20*time.Millisecond, "time between two chunks")
	think := flags.Duration("think", 0, "time before an answer that is not streamed")
	slots := flags.Int("slots", 0, "answers at a time, others wait; 0 for any number")
	_ = flags.Parse(args)
	listener, err := net.Listen("tcp", *listen)
	if err != nil {
		log.Fatal(err)
	}
	p := provider{chunks: *chunks, pause: *pause, think: *think}
	if *slots > 0 {
		p.slots = make(chan struct{}, *slots)
	}
	for {
		connection, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		go p.serve(connection)
	}
}

func (p provider) serve(connection net.Conn) {
	defer connection.Close()
	in := bufio.NewReaderSize(connection, 64<<10)
	for {
		line, err := in.ReadSlice('\n')
		if err != nil {
			return
		}
		models := bytes.HasPrefix(line, []byte("GET "))
		length, chunked, proceed := 0, false, false
		for {
			if line, err = in.ReadSlice('\n'); err != nil {
				return
			}
			if len(line) <= 2 {
				break
			}
			name, value, _ := strings.Cut(string(line), ":")
			switch strings.ToLower(name) {
			case "content-length":
				length, _ = strconv.Atoi(strings.TrimSpace(value))
			case "transfer-encoding":
				chunked = true
			case "expect":
				proceed = true
			}
		}
		if proceed {
			if _, err := io.WriteString(connection, "HTTP/1.1 100 Continue\r\n\r\n"); err != nil {
				return
			}
		}
		stream, err := body(in, length, chunked)
		if err != nil {
			return
		}
		switch {
		case models:
			const list = `{"object":"list","data":[{"id":"gpt-4o-mini","object":"model","created":1,"owned_by":"openai"}]}`
			_, err = fmt.Fprintf(connection, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", len(list), list)
		case stream:
			err = p.stream(connection)
		default:
			p.work()
			_, err = connection.Write(whole)
		}
		if err != nil {
			return
		}
	}
}

// work takes a slot for as long as the model thinks.
func (p provider) work() {
	if p.slots != nil {
		p.slots <- struct{}{}
		defer func() { <-p.slots }()
	}
	time.Sleep(p.think)
}

// body passes over a request's body and says whether it asks for a stream.
func body(in *bufio.Reader, length int, chunked bool) (bool, error) {
	stream := false
	take := func(n int) error {
		for n > 0 {
			part, err := in.Peek(min(n, in.Size()))
			if err != nil {
				return err
			}
			stream = stream || bytes.Contains(part, []byte(`"stream":true`)) || bytes.Contains(part, []byte(`"stream": true`))
			n -= len(part)
			_, _ = in.Discard(len(part))
		}
		return nil
	}
	if !chunked {
		return stream, take(length)
	}
	for {
		line, err := in.ReadSlice('\n')
		if err != nil {
			return false, err
		}
		size, err := strconv.ParseInt(strings.TrimSpace(string(line)), 16, 32)
		if err != nil {
			return false, err
		}
		if err := take(int(size)); err != nil {
			return false, err
		}
		if _, err := in.Discard(2); err != nil {
			return false, err
		}
		if size == 0 {
			return stream, nil
		}
	}
}

// stream sends chunks that carry the time at which they were sent, in microseconds.
func (p provider) stream(connection net.Conn) error {
	if _, err := io.WriteString(connection, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"); err != nil {
		return err
	}
	chunk := func(data string) error {
		_, err := fmt.Fprintf(connection, "%x\r\ndata: %s\n\n\r\n", len(data)+8, data)
		return err
	}
	next := time.Now()
	for i := 0; i < p.chunks; i++ {
		next = next.Add(p.pause)
		time.Sleep(time.Until(next))
		event := fmt.Sprintf(`{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1767225600,"model":"gpt-4o-mini","system_fingerprint":"fp_1","choices":[{"index":0,"delta":{"role":"assistant","content":"t%d "},"logprobs":null,"finish_reason":null}]}`, time.Now().UnixMicro())
		if err := chunk(event); err != nil {
			return err
		}
	}
	if err := chunk(`{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1767225600,"model":"gpt-4o-mini","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}`); err != nil {
		return err
	}
	if err := chunk(`{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1767225600,"model":"gpt-4o-mini","choices":[],"usage":{"prompt_tokens":220,"completion_tokens":20,"total_tokens":240}}`); err != nil {
		return err
	}
	if err := chunk("[DONE]"); err != nil {
		return err
	}
	_, err := io.WriteString(connection, "0\r\n\r\n")
	return err
}
