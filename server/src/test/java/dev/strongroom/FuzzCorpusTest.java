package dev.strongroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every target of `fuzz/run` with its seeds and what once broke it.
class FuzzCorpusTest {
  private static final Path CORPUS = Path.of("../fuzz/corpus");
  private static final Path TESTS = Path.of("src/test/java");

  @Test
  void everyTargetHasSeedsAndEverySeedATarget() throws IOException {
    List<String> targets = targets().stream().map(FuzzCorpusTest::name).sorted().toList();
    assertThat(below(CORPUS).stream().map(FuzzCorpusTest::name).sorted()).isEqualTo(targets);
    assertThat(targets).isNotEmpty();
    for (String target : targets) {
      assertThat(below(CORPUS.resolve(target))).as(target).isNotEmpty();
    }
  }

  @TestFactory
  Stream<DynamicContainer> keepsItsPromises() throws IOException {
    return targets().stream()
        .map(source -> dynamicContainer(name(source), inputs(source).stream()));
  }

  private static List<DynamicTest> inputs(Path source) {
    try {
      return below(CORPUS.resolve(name(source))).stream()
          .map(input -> dynamicTest(name(input), () -> feed(source, Files.readAllBytes(input))))
          .toList();
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  private static void feed(Path source, byte[] input) throws Throwable {
    String path = TESTS.relativize(source).toString();
    Class<?> target =
        Class.forName(path.substring(0, path.length() - ".java".length()).replace('/', '.'));
    MethodHandle one =
        MethodHandles.lookup()
            .findStatic(
                target, "fuzzerTestOneInput", MethodType.methodType(void.class, byte[].class));
    one.invokeExact(input);
  }

  private static List<Path> targets() throws IOException {
    try (Stream<Path> files = Files.walk(TESTS)) {
      return files.filter(file -> file.toString().endsWith("Fuzz.java")).toList();
    }
  }

  private static List<Path> below(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName()).replace(".java", "");
  }
}
