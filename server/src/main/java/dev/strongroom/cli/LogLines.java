package dev.strongroom.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.temporal.ChronoUnit;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// The server's log: one line per event on standard error, with time, level, source and message, so
/// that a service manager can store it as it comes. A failure's trace follows on the same line.
public final class LogLines extends Formatter {
  /// Replaces whatever logging was configured.
  public static void toStandardError() {
    LogManager.getLogManager().reset();
    Handler handler = new ConsoleHandler();
    handler.setFormatter(new LogLines());
    handler.setLevel(Level.ALL);
    Logger root = Logger.getLogger("");
    root.setLevel(Level.INFO);
    root.addHandler(handler);
    Logger.getLogger("com.zaxxer.hikari").setLevel(Level.WARNING);
  }

  @Override
  public String format(LogRecord event) {
    StringBuilder line = new StringBuilder();
    line.append(event.getInstant().truncatedTo(ChronoUnit.MILLIS)).append(' ');
    line.append(String.format("%-5s", word(event.getLevel()))).append(' ');
    line.append(source(String.valueOf(event.getLoggerName()))).append(": ");
    line.append(formatMessage(event));
    if (event.getThrown() != null) {
      StringWriter trace = new StringWriter();
      event.getThrown().printStackTrace(new PrintWriter(trace));
      line.append(" | ").append(trace);
    }
    return line.toString().strip().replaceAll("\\R\\s*", " | ") + "\n";
  }

  private static String word(Level level) {
    if (level.intValue() >= Level.SEVERE.intValue()) {
      return "ERROR";
    } else if (level.intValue() >= Level.WARNING.intValue()) {
      return "WARN";
    }
    return level.intValue() >= Level.INFO.intValue() ? "INFO" : "DEBUG";
  }

  private static String source(String logger) {
    return logger.substring(logger.lastIndexOf('.') + 1);
  }
}
