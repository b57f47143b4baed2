package dev.crashproof.worker.observability;

import ch.qos.logback.classic.ClassicConstants;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import dev.crashproof.worker.settings.LogSettings;
import java.util.List;
import java.util.Map;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lines on standard error, short and readable or JSON; standard output is for the line that says
 * the worker is ready. Done in code because reading XML for it costs a start more than all the rest
 * of logging. {@code -Dlogback.configurationFile} replaces it.
 */
public final class Logging {

  // What these say below a warning is for those who work on them.
  private static final List<String> NOISY =
      List.of("io.temporal", "io.grpc", "com.zaxxer.hikari", "org.flywaydb");

  // PollWatch and ConnectionWatch say once what this would say for every poller, with a stack
  // trace.
  private static final String POLLER = "io.temporal.internal.worker.BasePoller";

  private Logging() {}

  /**
   * Sets logging up, unless a file was named that does.
   *
   * @param roles the worker's roles by task queue
   */
  public static void configure(LogSettings settings, Map<String, String> roles) {
    boolean byFile = System.getProperty(ClassicConstants.CONFIG_FILE_PROPERTY) != null;
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (byFile || !(factory instanceof LoggerContext context)) {
      return;
    }
    context.reset();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setTarget("System.err");
    console.setEncoder(
        switch (settings.format()) {
          case CONSOLE -> readable(context);
          case JSON -> JsonLines.encoder(context, roles);
        });
    console.start();
    Level level = Level.toLevel(settings.level());
    Level noisy = level.isGreaterOrEqual(Level.WARN) ? level : Level.WARN;
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(console);
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(level);
    NOISY.forEach(name -> context.getLogger(name).setLevel(noisy));
    context.getLogger(POLLER).setLevel(Level.ERROR);
  }

  private static Encoder<ILoggingEvent> readable(LoggerContext context) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%d{HH:mm:ss.SSS} %-5level %logger{0}: %msg%n");
    encoder.start();
    return encoder;
  }
}
