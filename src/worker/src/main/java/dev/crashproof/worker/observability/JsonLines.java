package dev.crashproof.worker.observability;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import net.logstash.logback.composite.AbstractJsonProvider;
import net.logstash.logback.composite.JsonProviders;
import net.logstash.logback.composite.loggingevent.LogLevelJsonProvider;
import net.logstash.logback.composite.loggingevent.LoggerNameJsonProvider;
import net.logstash.logback.composite.loggingevent.LoggingEventFormattedTimestampJsonProvider;
import net.logstash.logback.composite.loggingevent.LoggingEventThreadNameJsonProvider;
import net.logstash.logback.composite.loggingevent.MdcJsonProvider;
import net.logstash.logback.composite.loggingevent.MessageJsonProvider;
import net.logstash.logback.composite.loggingevent.StackTraceJsonProvider;
import net.logstash.logback.encoder.LoggingEventCompositeJsonEncoder;

/**
 * One JSON object an event, on one line whatever is in it. What the SDK says of a task in its MDC
 * stands beside the message by the SDK's names: {@code WorkflowId}, {@code RunId}, {@code
 * ActivityType}, {@code Attempt} and so on.
 */
final class JsonLines {

  private JsonLines() {}

  static Encoder<ILoggingEvent> encoder(LoggerContext context, Map<String, String> roles) {
    LoggingEventFormattedTimestampJsonProvider timestamp =
        new LoggingEventFormattedTimestampJsonProvider();
    timestamp.setFieldName("timestamp");
    timestamp.setTimeZone("UTC");
    LoggerNameJsonProvider logger = new LoggerNameJsonProvider();
    logger.setFieldName("logger");
    LoggingEventThreadNameJsonProvider thread = new LoggingEventThreadNameJsonProvider();
    thread.setFieldName("thread");
    LoggingEventCompositeJsonEncoder encoder = new LoggingEventCompositeJsonEncoder();
    encoder.setContext(context);
    JsonProviders<ILoggingEvent> fields = encoder.getProviders();
    fields.addProvider(timestamp);
    fields.addProvider(new LogLevelJsonProvider());
    fields.addProvider(logger);
    fields.addProvider(new MessageJsonProvider());
    fields.addProvider(thread);
    fields.addProvider(new Role(roles));
    fields.addProvider(new MdcJsonProvider());
    fields.addProvider(new StackTraceJsonProvider());
    encoder.start();
    return encoder;
  }

  /**
   * The role that a line is of: its task's by the task queue, or the worker's if it has but one.
   */
  private static final class Role extends AbstractJsonProvider<ILoggingEvent> {
    private final Map<String, String> byTaskQueue;
    private final String usual;

    Role(Map<String, String> byTaskQueue) {
      this.byTaskQueue = Map.copyOf(byTaskQueue);
      Set<String> roles = Set.copyOf(byTaskQueue.values());
      this.usual = roles.size() == 1 ? roles.iterator().next() : "";
    }

    @Override
    public void writeTo(JsonGenerator json, ILoggingEvent event) throws IOException {
      String taskQueue = event.getMDCPropertyMap().getOrDefault("TaskQueue", "");
      String role = byTaskQueue.getOrDefault(taskQueue, usual);
      if (!role.isEmpty()) {
        json.writeStringField("role", role);
      }
    }
  }
}
