package io.quantumlayer.llmrouter.journal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.stereotype.Component;

/** Says at the start that there is no journal: then work that begins again after a crash is paid again. */
@Component
final class JournalNotice implements ApplicationListener<ApplicationReadyEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(JournalNotice.class);

    private final ObjectProvider<CallJournal> journal;

    JournalNotice(ObjectProvider<CallJournal> journal) {
        this.journal = journal;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent ready) {
        if (journal.getIfAvailable() == null) {
            LOG.warn(
                    "The router keeps no journal of calls: what a run asks again after a crash is asked, and paid, again. Set quantumlayer.router.keys.database.url, and quantumlayer.router.journal.keep to more than 0, to keep one.");
        }
    }
}
