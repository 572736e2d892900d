package io.quantumlayer.llmrouter.exchange;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One alarm on an event loop, which is set anew when something earlier is to be waited for. */
final class CallTimer {

    private final EventLoop loop;
    private final Runnable alarm;
    private @Nullable ScheduledFuture<?> set;
    private long setTo;

    CallTimer(EventLoop loop, Runnable alarm) {
        this.loop = loop;
        this.alarm = alarm;
    }

    /** The earlier of two times of {@link System#nanoTime()}. */
    static long earlier(long one, long other) {
        return one - other < 0 ? one : other;
    }

    /** Rings at the given time at the latest; whoever is rung earlier sets it again. */
    void at(long nanos) {
        if (set != null) {
            if (setTo - nanos <= 0) {
                return;
            }
            set.cancel(false);
        }
        setTo = nanos;
        set = loop.schedule(this::ring, Math.max(0, nanos - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    void cancel() {
        if (set != null) {
            set.cancel(false);
            set = null;
        }
    }

    private void ring() {
        set = null;
        alarm.run();
    }
}
