package dev.crashproof.worker.observability;

import ch.qos.logback.classic.ClassicConstants;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.util.Map;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Short readable lines on standard error; standard output is for the line that says the worker is
 * ready. Done in code because reading XML for it costs a start more than all the rest of logging.
 * {@code -Dlogback.configurationFile} replaces it.
 */
public final class Logging {

  private static final Map<String, Level> LEVELS =
      Map.of(
          Logger.ROOT_LOGGER_NAME,
          Level.INFO,
          "io.temporal",
          Level.WARN,
          // PollWatch and ConnectionWatch say once what these would say for every poller, with a
          // stack trace.
          "io.temporal.internal.worker.BasePoller",
          Level.ERROR,
          "io.grpc",
          Level.WARN,
          "com.zaxxer.hikari",
          Level.WARN,
          "org.flywaydb",
          Level.WARN);

  private Logging() {}

  /** Sets logging up, unless a file was named that does. */
  public static void configure() {
    boolean byFile = System.getProperty(ClassicConstants.CONFIG_FILE_PROPERTY) != null;
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (byFile || !(factory instanceof LoggerContext context)) {
      return;
    }
    context.reset();
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%d{HH:mm:ss.SSS} %-5level %logger{0}: %msg%n");
    encoder.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setTarget("System.err");
    console.setEncoder(encoder);
    console.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(console);
    LEVELS.forEach((name, level) -> context.getLogger(name).setLevel(level));
  }
}
