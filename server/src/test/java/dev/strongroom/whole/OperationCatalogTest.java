package dev.strongroom.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// An operation that nothing offers, no transcript shows, or the access matrix does not know is not
/// finished.
class OperationCatalogTest {
  private static final String ROOT = "dev.strongroom";

  /// Who may make operations: the surfaces, and what the server does by itself.
  private static final Set<String> OFFERING =
      Set.of("", ".arm", ".cli", ".dataplane", ".graph", ".portal", ".token");

  /// Operations that only tests perform so far. This list only shrinks.
  private static final Set<String> NOT_OFFERED = Set.of("AddCertificate", "ShareIdentityHeader");

  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void everyOperationIsOffered() {
    Set<String> idle = new TreeSet<>();
    for (JavaClass operation : operations()) {
      boolean offered =
          operation.getConstructorCallsToSelf().stream()
              .map(call -> call.getOriginOwner().getPackageName())
              .anyMatch(from -> OFFERING.contains(from.substring(ROOT.length())));
      if (!offered) {
        idle.add(operation.getSimpleName());
      }
    }
    idle.removeAll(NOT_OFFERED);
    assertThat(idle).isEmpty();
  }

  @Test
  void everyDataActionIsInTheAccessMatrix() throws Exception {
    String matrix = Files.readString(Path.of("src/test/access/matrix.txt"));
    Set<String> absent = new TreeSet<>();
    for (JavaClass operation : operations()) {
      for (Action action : actionsOf(operation.reflect())) {
        String name = action.name().replace("Microsoft.KeyVault/vaults/", "");
        if (action.plane() == Action.Plane.DATA && !matrix.contains(name)) {
          absent.add(operation.getSimpleName() + ": " + action.name());
        }
      }
    }
    assertThat(absent).isEmpty();
  }

  @Test
  void everyOperationOnSecretsIsInATranscript() throws Exception {
    String transcripts = transcripts();
    for (String name :
        List.of(
            "SecretSet",
            "SecretGet",
            "SecretUpdate",
            "SecretList",
            "SecretListVersions",
            "SecretDelete",
            "SecretGetDeleted",
            "SecretListDeleted",
            "SecretRecover",
            "SecretPurge",
            "SecretBackup",
            "SecretRestore")) {
      assertThat(transcripts).contains("  " + name + "\n");
    }
  }

  private static List<JavaClass> operations() {
    return CODE.stream()
        .filter(c -> c.isAssignableTo(Operation.class) && c.isRecord())
        .filter(c -> !c.getSimpleName().equals("Bound"))
        .toList();
  }

  private static List<Action> actionsOf(Class<?> operation) throws IllegalAccessException {
    List<Action> found = new java.util.ArrayList<>();
    for (Field field : operation.getDeclaredFields()) {
      if (field.getType() == Action.class && Modifier.isStatic(field.getModifiers())) {
        field.setAccessible(true);
        found.add((Action) field.get(null));
      }
    }
    return found;
  }

  private static String transcripts() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(Path.of("src/test/wire"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".http")).toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }
}
