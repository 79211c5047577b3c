package dev.strongroom.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// `strongroom` as a process of its own; what it prints goes to a file. It can be killed with
/// SIGKILL.
final class ChildProcess implements AutoCloseable {
  private static final Duration START_MAX = Duration.ofSeconds(60);
  private static final int STOP_SECONDS_MAX = 30;
  private final Process process;
  private final Path log;

  private ChildProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static ChildProcess start(Path log, String... arguments) throws IOException {
    return start(log, Map.of(), arguments);
  }

  static ChildProcess start(Path log, Map<String, String> environment, String... arguments)
      throws IOException {
    Rehearsal rehearsal = Rehearsal.ofTheseTests();
    return started(
        log, command(rehearsal.options(), rehearsal.classPath(), arguments), environment);
  }

  static ChildProcess start(
      Path log, List<String> jvmOptions, String classPath, String... arguments) throws IOException {
    return started(log, command(jvmOptions, classPath, arguments), Map.of());
  }

  private static List<String> command(
      List<String> jvmOptions, String classPath, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xmx512m"));
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", classPath, "dev.strongroom.Main"));
    command.addAll(List.of(arguments));
    return command;
  }

  private static ChildProcess started(
      Path log, List<String> command, Map<String, String> environment) throws IOException {
    Files.writeString(log, "");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    return new ChildProcess(builder.start(), log);
  }

  /// Waits until the server says that it is ready.
  ChildProcess ready() throws IOException, InterruptedException {
    return says("is ready");
  }

  /// Waits until this stands in its output.
  ChildProcess says(String words) throws IOException, InterruptedException {
    long end = System.nanoTime() + START_MAX.toNanos();
    while (!output().contains(words)) {
      assertThat(process.isAlive()).as("the server ended: %s", output()).isTrue();
      assertThat(System.nanoTime()).as("not in time: %s", output()).isLessThan(end);
      Thread.sleep(20);
    }
    return this;
  }

  String output() throws IOException {
    return Files.readString(log);
  }

  long pid() {
    return process.pid();
  }

  /// SIGKILL.
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /// SIGTERM, and waits for an orderly end.
  int stop() throws InterruptedException {
    process.destroy();
    return exitCode();
  }

  int exitCode() throws InterruptedException {
    assertThat(process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)).as("it ends in time").isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
