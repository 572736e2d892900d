package io.quantumlayer.quantumdrop.journal;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quantumlayer.contracts.quantumdrop.Event;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * A journal as server-sent events: every event once and in order, those that are there first, then those that come.
 * The stream ends when the run is over and all its events are sent, or when the service stops.
 */
@Component
class EventStream {

    private static final int PAGE = 200;
    private static final ServerSentEvent<Event> END =
            ServerSentEvent.<Event>builder().comment("end").build();

    // A plain executor: the schedulers with threads of their own interrupt a read whose reader goes away, and an
    // interrupted read closes the connection to the database.
    private static final Scheduler READS = Schedulers.fromExecutor(
            task -> Thread.ofVirtual().name("journal-read").start(task));

    private enum Tick {
        OPEN,
        WAKE,
        KEEP_ALIVE
    }

    private final Journal journal;
    private final JournalSignals signals;
    private final JournalProperties properties;
    private final AtomicInteger subscribers = new AtomicInteger();

    EventStream(Journal journal, JournalSignals signals, JournalProperties properties, MeterRegistry meters) {
        this.journal = journal;
        this.signals = signals;
        this.properties = properties;
        Gauge.builder("quantumdrop.journal.subscribers", subscribers, AtomicInteger::get)
                .description("Open event streams")
                .register(meters);
    }

    /**
     * The events after a number.
     *
     * @param over whether the run was over at that number
     */
    Flux<ServerSentEvent<Event>> after(String workflowId, long seq, boolean over) {
        return Flux.defer(() -> {
            Reader reader = new Reader(workflowId, seq, over);
            // The signals come first: what is written after the first read must find a subscriber.
            Flux<Tick> ticks = Flux.merge(
                            signals.of(workflowId).map(_ -> Tick.WAKE),
                            Flux.interval(properties.keepAlive()).map(_ -> Tick.KEEP_ALIVE),
                            Flux.just(Tick.OPEN))
                    // A tick during a read must lead to another read, ten of them to one.
                    .onBackpressureLatest();
            return ticks.concatMap(reader::answer, 1)
                    .takeWhile(event -> event != END)
                    .takeUntilOther(signals.closed())
                    .doOnSubscribe(_ -> subscribers.incrementAndGet())
                    .doFinally(_ -> subscribers.decrementAndGet());
        });
    }

    /** Where one stream stands. Used by one read at a time. */
    private final class Reader {

        private final String workflowId;
        private volatile long seq;
        private volatile boolean over;

        private Reader(String workflowId, long seq, boolean over) {
            this.workflowId = workflowId;
            this.seq = seq;
            this.over = over;
        }

        Flux<ServerSentEvent<Event>> answer(Tick tick) {
            long before = seq;
            Flux<ServerSentEvent<Event>> events = page().expand(page -> page.size() == PAGE ? page() : Mono.empty())
                    .concatMapIterable(page -> page)
                    .map(EventStream::toServerSent);
            Flux<ServerSentEvent<Event>> rest = Flux.defer(() -> {
                if (over) {
                    return Flux.just(END);
                }
                return tick != Tick.WAKE && seq == before ? Flux.just(comment(tick)) : Flux.empty();
            });
            return events.concatWith(rest);
        }

        private Mono<List<Event>> page() {
            return Mono.fromCallable(() -> journal.after(workflowId, seq, PAGE))
                    .subscribeOn(READS)
                    .doOnNext(page -> page.forEach(event -> {
                        seq = event.seq();
                        over = Journal.overAfter(over, event.type());
                    }));
        }
    }

    private static ServerSentEvent<Event> toServerSent(Event event) {
        return ServerSentEvent.builder(event)
                .id(Long.toString(event.seq()))
                .event(event.type())
                .build();
    }

    /** The comment at the opening lets the headers go out at once. */
    private static ServerSentEvent<Event> comment(Tick tick) {
        return ServerSentEvent.<Event>builder()
                .comment(tick == Tick.OPEN ? "open" : "keep-alive")
                .build();
    }
}
