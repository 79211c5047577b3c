package dev.strongroom.process;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/// As the launcher does it: a start is rehearsed once and its classes are recorded, so that the
/// many starts of the tests take half the time. The recording wants its classes in archives.
///
/// @param classPath of the tests, its folders packed
record Rehearsal(String classPath, Path recording) {
  private static final Rehearsal OF_THESE_TESTS = make();

  static Rehearsal ofTheseTests() {
    return OF_THESE_TESTS;
  }

  List<String> options() {
    return List.of("-XX:AOTCache=" + recording);
  }

  private static Rehearsal make() {
    try {
      Path folder = Files.createTempDirectory("strongroom-rehearsal");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      List<String> packed = new ArrayList<>();
      for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
        Path path = Path.of(entry);
        if (Files.isDirectory(path)) {
          packed.add(pack(path, folder.resolve(packed.size() + ".jar")).toString());
        } else if (Files.exists(path)) {
          packed.add(entry);
        }
      }
      Rehearsal rehearsal =
          new Rehearsal(String.join(File.pathSeparator, packed), folder.resolve("recording"));
      rehearsal.record(folder);
      return rehearsal;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void record(Path folder) throws IOException, InterruptedException {
    int port = ChildServer.freePort();
    try (ChildProcess server =
        ChildProcess.start(
            folder.resolve("log"),
            List.of("-XX:AOTCacheOutput=" + recording),
            classPath,
            "dev",
            "--data",
            folder.resolve("data").toString(),
            "--port",
            Integer.toString(port))) {
      server.ready().stop();
    }
  }

  private static Path pack(Path classes, Path archive) throws IOException {
    try (OutputStream file = Files.newOutputStream(archive);
        JarOutputStream jar = new JarOutputStream(file);
        Stream<Path> all = Files.walk(classes)) {
      jar.setLevel(0);
      for (Path one : all.filter(Files::isRegularFile).toList()) {
        jar.putNextEntry(new JarEntry(classes.relativize(one).toString()));
        Files.copy(one, jar);
        jar.closeEntry();
      }
    }
    return archive;
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(one -> one.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
