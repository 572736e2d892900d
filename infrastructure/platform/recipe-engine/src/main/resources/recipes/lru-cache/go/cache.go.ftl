// Package [=project.package] provides a bounded cache that drops its least
// recently used entry to make room.
package [=project.package]

import (
	"container/list"
	"fmt"
	"sync"
)

// Cache maps a bounded number of keys to values; Get and Put count as uses.
//
// Goroutines may share a Cache: every single call is atomic. A compound such
// as Contains followed by Put is not and needs a lock of the caller's.
type Cache[K comparable, V any] struct {
	capacity int

	mu       sync.Mutex
	recent   *list.List // of entry[K, V], most recently used first
	elements map[K]*list.Element
}

type entry[K comparable, V any] struct {
	key   K
	value V
}

// New returns an empty cache that holds at most capacity entries. It fails if
// capacity is below 1.
func New[K comparable, V any](capacity int) (*Cache[K, V], error) {
	if capacity < 1 {
		return nil, fmt.Errorf("capacity must be at least 1, was %d", capacity)
	}
	return &Cache[K, V]{
		capacity: capacity,
		recent:   list.New(),
		elements: make(map[K]*list.Element),
	}, nil
}

// Get returns the value of key and makes it the most recent; ok is false if
// key is absent.
func (c *Cache[K, V]) Get(key K) (value V, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	element, ok := c.elements[key]
	if !ok {
		return value, false
	}
	c.recent.MoveToFront(element)
	return element.Value.(entry[K, V]).value, true
}

// Put stores value under key as the most recent entry and evicts the least
// recently used one if the cache is full.
func (c *Cache[K, V]) Put(key K, value V) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if element, ok := c.elements[key]; ok {
		element.Value = entry[K, V]{key, value}
		c.recent.MoveToFront(element)
		return
	}
	if c.recent.Len() == c.capacity {
		eldest := c.recent.Remove(c.recent.Back()).(entry[K, V])
		delete(c.elements, eldest.key)
	}
	c.elements[key] = c.recent.PushFront(entry[K, V]{key, value})
}

// Len returns the number of entries.
func (c *Cache[K, V]) Len() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.recent.Len()
}

// Contains reports whether key is present, without counting as a use.
func (c *Cache[K, V]) Contains(key K) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	_, ok := c.elements[key]
	return ok
}
