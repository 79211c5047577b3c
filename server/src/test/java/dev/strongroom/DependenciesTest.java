package dev.strongroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// What we depend on is what `docs/dependencies.md` gives a reason for, no more and no less.
class DependenciesTest {
  private static final Path HOME = Path.of("..");
  private static final List<String> POMS =
      List.of("pom.xml", "trust/pom.xml", "server/pom.xml", "conformance/java/pom.xml");
  private static final Pattern ARTIFACT = Pattern.compile("`([A-Za-z0-9_-]+)`");
  private static final int ARTIFACTS_COLUMN = 2;

  @Test
  void everyArtifactHasItsRowAndEveryRowItsArtifact() throws Exception {
    Set<String> brought = onTheClassPath();
    for (String pom : POMS) {
      brought.addAll(named(HOME.resolve(pom)));
    }
    brought.removeIf(name -> name.startsWith("strongroom"));
    assertThat(documented()).isEqualTo(brought);
  }

  /// What Vert.x would bring is not here twice.
  @Test
  void thereIsOneJsonLibrary() {
    assertThatThrownBy(() -> Class.forName("com.fasterxml.jackson.core.JsonFactory"))
        .isInstanceOf(ClassNotFoundException.class);
  }

  private static Set<String> documented() throws IOException {
    Set<String> names = new TreeSet<>();
    Files.readString(HOME.resolve("docs/dependencies.md"))
        .lines()
        .filter(line -> line.startsWith("| "))
        .map(line -> line.split("\\|")[ARTIFACTS_COLUMN])
        .flatMap(cell -> ARTIFACT.matcher(cell).results())
        .map(match -> match.group(1))
        .forEach(names::add);
    return names;
  }

  /// Jars lie in a repository as `artifact/version/file.jar`; what is ours is a folder or, once it
  /// is packaged, a jar of its own name.
  private static Set<String> onTheClassPath() {
    Set<String> names = new TreeSet<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path file = Path.of(entry);
      boolean ours = String.valueOf(file.getFileName()).startsWith("strongroom");
      if (entry.endsWith(".jar") && !ours && file.getNameCount() > ARTIFACTS_COLUMN) {
        names.add(file.getParent().getParent().getFileName().toString());
      }
    }
    return names;
  }

  /// The artifacts that a POM names, but for those it excludes.
  private static Set<String> named(Path pom) throws Exception {
    Document document =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
    Set<String> names = new TreeSet<>();
    for (String kind : List.of("dependency", "plugin", "path")) {
      NodeList elements = document.getElementsByTagName(kind);
      for (int i = 0; i < elements.getLength(); i += 1) {
        Element element = (Element) elements.item(i);
        names.add(element.getElementsByTagName("artifactId").item(0).getTextContent());
      }
    }
    if (document.getElementsByTagName("googleJavaFormat").getLength() > 0) {
      names.add("google-java-format");
    }
    return names;
  }
}
