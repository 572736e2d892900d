package io.quantumlayer.local.platform;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Trains what is not trained yet, one program at a time, while nothing else is to be done. An attempt that is disturbed is
 * made again in the next quiet moment; one that fails is never repeated for the same build.
 */
final class Learning implements AutoCloseable {

    private static final Duration QUIET = Duration.ofSeconds(10);
    private static final Duration ASK_EVERY = Duration.ofSeconds(1);
    private static final Duration END = Duration.ofSeconds(15);

    private final Trainer trainer;
    private final Consumer<String> log;
    private final Runnable changed;
    private volatile List<Trainee> trainees = List.of();
    private volatile @Nullable String current;
    private volatile @Nullable Thread thread;

    /** Makes one training run. */
    interface Trainer {

        Training.Outcome train(Trainee trainee, Training.Disturbance disturbance) throws InterruptedException;
    }

    /**
     * @param log told of each training run
     * @param changed called when {@link #state()} has changed
     */
    Learning(Trainer trainer, Consumer<String> log, Runnable changed) {
        this.trainer = trainer;
        this.log = log;
        this.changed = changed;
    }

    /** Says what there is to train. */
    void teach(List<Trainee> all) {
        trainees = List.copyOf(all);
    }

    /** How far it is; empty before it is known what there is to train. */
    Optional<PlatformState.Learning> state() {
        List<Trainee> all = trainees;
        int left = (int) all.stream().filter(Trainee::isUntrained).count();
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(new PlatformState.Learning(
                        current,
                        all.size() - left,
                        all.size(),
                        all.stream()
                                .flatMap(trainee -> trainee.whyGivenUp().stream())
                                .toList()));
    }

    /** Trains in the background whenever there has been no disturbance for a while. */
    void startInQuietMoments(Training.Disturbance disturbance) {
        start(QUIET, disturbance);
    }

    /** Trains at once and returns when nothing is left to train, or after {@link #close()}. */
    void untilNothingIsLeft() throws InterruptedException {
        start(Duration.ZERO, () -> false).join();
    }

    private Thread start(Duration quiet, Training.Disturbance disturbance) {
        Thread started = Thread.ofPlatform().name("learning").daemon().start(() -> {
            try {
                run(quiet, disturbance);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread = started;
        return started;
    }

    /**
     * Returns once nothing is left to train.
     *
     * @param quiet how long nothing has to happen before a training run begins
     */
    void run(Duration quiet, Training.Disturbance disturbance) throws InterruptedException {
        Training.Disturbance asked = askedNowAndThen(disturbance);
        for (Trainee trainee : trainees) {
            while (trainee.isUntrained()) {
                awaitQuiet(quiet, asked);
                train(trainee, asked);
            }
        }
    }

    /** Ends the training that is under way. */
    @Override
    public void close() {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
            try {
                boolean _ = running.join(END);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void train(Trainee trainee, Training.Disturbance disturbance) throws InterruptedException {
        current = trainee.name();
        changed.run();
        try {
            switch (trainer.train(trainee, disturbance)) {
                case Training.Outcome.Learned _ -> log.accept("%s has learned quick starts".formatted(trainee.name()));
                case Training.Outcome.Disturbed _ ->
                    log.accept("%s stopped learning, the machine is needed".formatted(trainee.name()));
                case Training.Outcome.Failed(String reason) -> {
                    trainee.giveUp(reason);
                    log.accept("%s starts slower, as long as there is %s: %s"
                            .formatted(trainee.name(), trainee.givenUp(), reason));
                }
            }
        } finally {
            current = null;
            changed.run();
        }
    }

    private static void awaitQuiet(Duration quiet, Training.Disturbance disturbance) throws InterruptedException {
        long since = System.nanoTime();
        while (System.nanoTime() - since < quiet.toNanos()) {
            Thread.sleep(ASK_EVERY);
            if (disturbance.now()) {
                since = System.nanoTime();
            }
        }
    }

    /** Asking costs something too: an answer holds for a second. */
    private static Training.Disturbance askedNowAndThen(Training.Disturbance disturbance) {
        return new Training.Disturbance() {
            private long asked = System.nanoTime() - ASK_EVERY.toNanos();
            private boolean answer;

            @Override
            public boolean now() throws InterruptedException {
                if (System.nanoTime() - asked >= ASK_EVERY.toNanos()) {
                    answer = disturbance.now();
                    asked = System.nanoTime();
                }
                return answer;
            }
        };
    }
}
