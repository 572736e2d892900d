package io.quantumlayer.llmrouter.exchange;

import io.netty.channel.EventLoop;
import io.quantumlayer.contracts.llm.CallOrigin;
import io.quantumlayer.llmrouter.journal.CallJournal;
import io.quantumlayer.llmrouter.journal.CallKey;
import io.quantumlayer.llmrouter.journal.Opening;
import io.quantumlayer.llmrouter.journal.StoredAnswer;
import io.quantumlayer.llmrouter.key.Digest;
import java.time.Duration;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call in the journal. The database is asked on threads that may wait; all methods are called, and answered, on the
 * call's event loop. While the database is away the call goes on without it.
 */
final class JournalledCall {

    private static final Logger LOG = LoggerFactory.getLogger(JournalledCall.class);

    /** How often a call that another one makes already is looked after. */
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final CallJournal journal;
    private final Executor threads;
    private final EventLoop loop;
    private final Call call;
    private final CallOrigin origin;
    private final String keyId;
    private @Nullable CallKey key;
    private boolean begun;
    private volatile boolean ended;

    private JournalledCall(
            CallJournal journal, Executor threads, EventLoop loop, Call call, CallOrigin origin, String keyId) {
        this.journal = journal;
        this.threads = threads;
        this.loop = loop;
        this.call = call;
        this.origin = origin;
        this.keyId = keyId;
    }

    /**
     * The call in the journal; {@code null} where there is none, and for a call that cannot be repeated: one that says
     * neither a run nor its number, a stream, and one whose answer may be stored nowhere.
     */
    static @Nullable JournalledCall of(CallResources resources, EventLoop loop, Call call, String keyId) {
        CallOrigin origin = call.origin();
        CallJournal journal = resources.journal();
        boolean repeatable =
                !call.request().stream() && !call.request().operation().isCount();
        return journal == null || origin == null || origin.call() == 0 || !repeatable || call.wants("no-store")
                ? null
                : new JournalledCall(journal, resources.threads(), loop, call, origin, keyId);
    }

    /**
     * Finds the answer, or writes down that the call begins; waits as long as another one makes the same call.
     *
     * @param life after which the call has ended, whatever became of it
     * @param then hears of it, unless the call has ended by then; the answer is {@code null} where there is none
     */
    void open(Duration life, Consumer<@Nullable StoredAnswer> then) {
        threads.execute(() -> {
            Opening opening = opening(life);
            loop.execute(() -> {
                begun = opening instanceof Opening.Begun;
                if (ended) {
                    forget();
                } else {
                    then.accept(opening instanceof Opening.Answered(StoredAnswer answer) ? answer : null);
                }
            });
        });
    }

    /** {@code null} where the journal does not answer. */
    private @Nullable Opening opening(Duration life) {
        try {
            CallKey found = new CallKey(keyId, origin, question());
            key = found;
            while (true) {
                Opening opening = journal.begin(found, life);
                if (!(opening instanceof Opening.UnderWay) || ended) {
                    return opening;
                }
                Thread.sleep(PAUSE);
            }
        } catch (RuntimeException away) {
            LOG.warn("Request {} is made without the journal of calls, which does not answer", call.requestId(), away);
            return null;
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** Of all that is asked, but for the limit of the answer, which is what a budget leaves at the moment. */
    private Digest question() {
        return call.request().withoutLimit(call.request().operation() + " " + new TreeMap<>(call.anthropic()) + " ");
    }

    /** Whether an answer can be kept. */
    boolean takes(int status, byte[] body) {
        return begun && status == 200 && body.length <= CallJournal.LONGEST;
    }

    /** Keeps the answer. @param then is told when that is done, or cannot be */
    void keep(StoredAnswer answer, Runnable then) {
        begun = false;
        write("kept", found -> keep(found, answer), then);
    }

    /** What could not be kept is made anew by whoever repeats the call, and not waited for. */
    private void keep(CallKey found, StoredAnswer answer) {
        boolean kept = false;
        try {
            journal.keep(found, answer);
            kept = true;
        } finally {
            if (!kept) {
                journal.forget(found);
            }
        }
    }

    /** The call has ended: without an answer that was kept, whoever repeats it makes it. */
    void end() {
        ended = true;
        forget();
    }

    private void forget() {
        if (begun) {
            begun = false;
            write("given up", journal::forget, () -> {});
        }
    }

    private void write(String what, Consumer<CallKey> change, Runnable then) {
        CallKey found = key;
        threads.execute(() -> {
            try {
                if (found != null) {
                    change.accept(found);
                }
            } catch (RuntimeException away) {
                LOG.warn("The answer to request {} could not be {} in the journal", call.requestId(), what, away);
            }
            loop.execute(then);
        });
    }
}
