package dev.strongroom;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.strongroom.kernel.Gate;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Ports;
import dev.strongroom.trust.SecretBytes;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Who may know whom. Change this table only together with docs/architecture.md.
class ArchitectureTest {
  private static final String ROOT = "dev.strongroom.";
  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.strongroom");

  /// package → the packages it may import. Absent means "only itself and libraries". `cli` and the
  /// root package (Main, App, Config) see everything.
  private static final Map<String, Set<String>> MAY_IMPORT =
      Map.ofEntries(
          Map.entry("model", Set.of()),
          Map.entry("trust", Set.of("trust.pkcs11")),
          Map.entry("kernel", Set.of("model")),
          Map.entry("sealing", Set.of("kernel", "model", "trust")),
          Map.entry("objects", Set.of("kernel", "model", "sealing", "trust")),
          Map.entry("secrets", Set.of("kernel", "model", "objects", "sealing", "trust")),
          Map.entry("keys", Set.of("kernel", "model", "objects", "sealing", "trust")),
          Map.entry("vaults", Set.of("access", "kernel", "model", "sealing")),
          Map.entry("localroles", Set.of("access", "kernel", "model")),
          Map.entry(
              "managedhsm",
              Set.of(
                  "access",
                  "kernel",
                  "keys",
                  "localroles",
                  "model",
                  "objects",
                  "sealing",
                  "trust",
                  "vaults")),
          Map.entry("locks", Set.of("kernel", "model")),
          Map.entry("groups", Set.of("access", "kernel", "model")),
          Map.entry("template", Set.of("kernel")),
          Map.entry("deployments", Set.of("kernel", "model", "objects", "secrets", "vaults")),
          Map.entry("condition", Set.of()),
          Map.entry("access", Set.of("condition", "kernel", "model")),
          Map.entry("elevation", Set.of("access", "kernel", "model")),
          Map.entry("reveal", Set.of("access", "kernel", "model")),
          Map.entry("identity", Set.of("kernel", "model", "sealing", "trust")),
          Map.entry("provisioning", Set.of("identity", "kernel", "model")),
          Map.entry("people", Set.of("identity", "kernel", "model", "trust")),
          Map.entry("policy", Set.of("kernel", "model")),
          Map.entry("audit", Set.of("kernel", "model", "trust")),
          Map.entry("jobs", Set.of("kernel", "model")),
          Map.entry(
              "store",
              Set.of(
                  "kernel",
                  "model",
                  "trust",
                  "sealing",
                  "objects",
                  "secrets",
                  "keys",
                  "vaults",
                  "access",
                  "elevation",
                  "reveal",
                  "localroles",
                  "locks",
                  "managedhsm",
                  "deployments",
                  "groups",
                  "identity",
                  "provisioning",
                  "people",
                  "audit")),
          Map.entry("http", Set.of("kernel", "model")),
          Map.entry(
              "dataplane",
              Set.of(
                  "http",
                  "kernel",
                  "keys",
                  "localroles",
                  "managedhsm",
                  "model",
                  "objects",
                  "sealing",
                  "secrets",
                  "trust")),
          Map.entry(
              "arm",
              Set.of(
                  "access",
                  "deployments",
                  "groups",
                  "elevation",
                  "http",
                  "identity",
                  "kernel",
                  "keys",
                  "locks",
                  "managedhsm",
                  "model",
                  "objects",
                  "reveal",
                  "sealing",
                  "secrets",
                  "template",
                  "trust",
                  "vaults")),
          Map.entry("graph", Set.of("http", "identity", "kernel", "model", "people", "trust")),
          Map.entry("token", Set.of("http", "kernel", "model", "identity", "people", "trust")),
          Map.entry("signin", Set.of("http", "kernel", "model", "people", "identity", "trust")),
          Map.entry("scim", Set.of("http", "identity", "kernel", "model", "provisioning")),
          Map.entry("portal", Set.of("http", "kernel", "model")),
          Map.entry("unsealing", Set.of("http", "kernel", "model", "trust")));

  @Test
  void packagesImportOnlyWhatTheTableAllows() {
    Set<String> offences = new TreeSet<>();
    for (JavaClass from : CODE) {
      String here = packageOf(from);
      if (here.isEmpty() || here.equals("cli")) {
        continue;
      }
      from.getDirectDependenciesFromSelf()
          .forEach(dependency -> {
            JavaClass target = dependency.getTargetClass().getBaseComponentType();
            String there = packageOf(target);
            boolean ours = target.getPackageName().startsWith("dev.strongroom");
            if (ours
                && !there.equals(here)
                && !MAY_IMPORT.getOrDefault(here, Set.of()).contains(there)) {
              offences.add(here + " -> " + there + "  (" + dependency.getDescription() + ")");
            }
          });
    }
    assertThat(offences).isEmpty();
  }

  @Test
  void noCycles() {
    slices().matching("dev.strongroom.(*)..").should().beFreeOfCycles().check(CODE);
  }

  @Test
  void onlyTheGateOpensTransactions() {
    Set<String> offences = new TreeSet<>();
    for (JavaClass from : CODE) {
      from.getMethodCallsFromSelf().stream()
          .filter(call -> call.getTargetOwner().isAssignableTo(Ports.Transactions.class))
          .filter(call -> Set.of("read", "memory", "write").contains(call.getName()))
          .filter(call -> !from.getPackageName().equals(Gate.class.getPackageName()))
          .filter(call -> !packageOf(from).equals("store"))
          .forEach(call -> offences.add(call.getDescription()));
    }
    assertThat(offences).isEmpty();
  }

  @Test
  void timeAndChanceComeFromSeams() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.strongroom")
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(java.time.InstantSource.class, "system")
        .orShould()
        .callMethod(java.time.Clock.class, "systemUTC")
        .orShould()
        .callConstructor(java.security.SecureRandom.class)
        .orShould()
        .callMethod(java.util.UUID.class, "randomUUID")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .check(CODE);
  }

  @Test
  void sqlStandsOnlyInTheStore() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.strongroom", "dev.strongroom.cli", "dev.strongroom.store")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.sql..")
        .check(CODE);
  }

  @Test
  void secretsAreRevealedOnlyHere() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.strongroom.trust",
            "dev.strongroom.dataplane",
            "dev.strongroom.identity",
            "dev.strongroom.people",
            "dev.strongroom.signin",
            "dev.strongroom.token",
            "dev.strongroom.cli")
        .and()
        .doNotHaveFullyQualifiedName("dev.strongroom.objects.BackupIn")
        .and()
        .doNotHaveFullyQualifiedName("dev.strongroom.objects.BackupOut")
        .and()
        .doNotHaveFullyQualifiedName("dev.strongroom.managedhsm.DomainParcel")
        .and()
        .doNotHaveFullyQualifiedName("dev.strongroom.managedhsm.TransferKey")
        .and()
        .doNotHaveFullyQualifiedName("dev.strongroom.sealing.ListMarkers")
        .and()
        .doNotHaveFullyQualifiedName("dev.strongroom.arm.ReferencedSecrets")
        .should()
        .callMethod(SecretBytes.class, "reveal")
        .check(CODE);
  }

  /// No record of ours can meet a mapper by reflection: the one on the class path is the passkey
  /// library's, and one file speaks to that.
  @Test
  void onlyThePasskeyLibraryMapsObjects() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "tools.jackson.databind..", "tools.jackson.dataformat..", "com.fasterxml..")
        .check(CODE);
    noClasses()
        .that()
        .haveNameNotMatching("dev\\.strongroom\\.people\\.Ceremony(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.webauthn4j..")
        .check(CODE);
  }

  @Test
  void operationsAreRecords() {
    classes()
        .that()
        .implement(Operation.class)
        .should()
        .beRecords()
        .allowEmptyShould(true)
        .check(CODE);
  }

  private static String packageOf(JavaClass c) {
    String name = c.getPackageName();
    return name.startsWith(ROOT) ? name.substring(ROOT.length()) : "";
  }
}
