package dev.crashproof.recovery;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What the library warned of since this was opened. */
final class Warnings implements AutoCloseable {
  private final Logger logger =
      (Logger) LoggerFactory.getLogger(CrashRecovery.class.getPackageName());
  private final ListAppender<ILoggingEvent> events = new ListAppender<>();

  Warnings() {
    events.start();
    logger.addAppender(events);
  }

  List<String> all() {
    return events.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Override
  public void close() {
    logger.detachAppender(events);
  }
}
