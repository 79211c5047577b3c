package dev.strongroom.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Plane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// An operation that nothing offers, no transcript shows, or the access matrix does not know is not
/// finished.
class OperationCatalogTest {
  private static final String ROOT = "dev.strongroom";
  private static final String VAULTS = "Microsoft.KeyVault/vaults/";
  private static final Path WIRE = Path.of("src/test/wire");
  private static final Path MATRIX = Path.of("src/test/access/matrix.txt");
  private static final Path LOCAL_MATRIX = Path.of("src/test/access/local-matrix.txt");
  private static final String HSMS = "Microsoft.KeyVault/managedHsm/";
  private static final Pattern SUCCESS = Pattern.compile("< 2\\d\\d  (.+)");

  /// Who may make operations: the surfaces, and what the server does by itself.
  private static final Set<String> OFFERING =
      Set.of("", ".arm", ".cli", ".dataplane", ".graph", ".portal", ".scim", ".signin", ".token");

  /// Operations that log what their route calls them. [NobodyTest] wants a transcript of each
  /// route.
  private static final Set<String> NAMED_BY_ROUTES =
      Set.of(
          "AdministerSchedule",
          "AskPublished",
          "BeginHsmJob",
          "BindIdentity",
          "BrowseDirectory",
          "ChangeObject",
          "DeleteTagName",
          "DescribeTenant",
          "GetKeyResource",
          "GetKeyVersionResource",
          "GetSchedule",
          "GetScheduleRequest",
          "ListKeyResources",
          "ListKeyVersionResources",
          "ListScheduleRequests",
          "ListSchedules",
          "Metered",
          "PrepareDeployment",
          "PutTagName",
          "PutKeyResource",
          "ReadDeployment",
          "RegisterProvider",
          "RequestForSelf",
          "ValidateRequest");

  /// Operations that no request logs under their own name. These three lists only shrink: what a
  /// transcript shows after all must go.
  private static final Set<String> OF_THE_TIMETABLE =
      Set.of(
          "BeginHsmKey",
          "CompareHsm",
          "EndDueReveals",
          "EndDueSchedules",
          "EnsureServerKeys",
          "ForgetHsmKey",
          "NoteRootKeyAway",
          "NoteRootKeyBack",
          "PurgeDueKeys",
          "PurgeDueManagedHsms",
          "PurgeDueSecrets",
          "PurgeDueVaults",
          "PurgeEndedSignIns",
          "RekeyDueVaults",
          "ResealDueKeys",
          "RotateDueKey",
          "ResealDueSecrets",
          "RotateSigningKeys",
          "SweepHsmKeys");

  private static final Set<String> OF_THE_COMMAND_LINE =
      Set.of(
          "BeginRootChange",
          "CountHsmKeys",
          "BindLocalEndpoint",
          "MoveToRootKey",
          "CreateSubscription",
          "CreateTenant",
          "NoteUnsealed",
          "ReadDirectory");

  /// Performed by `BindIdentity`, `ChangeObject` or `PutUserAssignedIdentity`, which are logged, or
  /// in the course of a deployment, or by the jobs of a managed HSM.
  private static final Set<String> PART_OF_ANOTHER =
      Set.of(
          "AddIdentityHeader",
          "BeatHsmJob",
          "BindUnixUser",
          "ClearManagedHsm",
          "CreateManagedIdentity",
          "EndHsmJob",
          "FinishDeployment",
          "OpenDomainKey",
          "ReadReferencedSecret",
          "SetPrincipalEnabled",
          "ShareIdentityHeader",
          "UnbindUnixUser");

  /// What needs another issuer to answer; `SecondIssuerTest` performs them.
  private static final Set<String> BESIDE_ANOTHER_ISSUER =
      Set.of("LeaveForIssuer", "ReturnFromIssuer", "StartForeignSession");

  /// What must be encrypted to a key that the server has just made; `SecurityDomainTest` performs
  /// it.
  private static final Set<String> WITH_A_FRESH_KEY = Set.of("UploadSecurityDomain");

  @Test
  void everyOperationIsOffered() {
    Set<String> idle = new TreeSet<>();
    for (JavaClass operation : Operations.all()) {
      boolean offered =
          operation.getConstructorCallsToSelf().stream()
              .map(call -> call.getOriginOwner().getPackageName())
              .anyMatch(from -> OFFERING.contains(from.substring(ROOT.length())));
      if (!offered) {
        idle.add(operation.getSimpleName());
      }
    }
    assertThat(idle).isEmpty();
  }

  @Test
  void everyOperationSucceedsInATranscript() throws Exception {
    Set<String> shown = successes();
    Set<String> byRoutes = new TreeSet<>();
    Set<String> absent = new TreeSet<>();
    for (JavaClass operation : Operations.all()) {
      Optional<String> name = Operations.name(operation);
      if (name.isEmpty()) {
        byRoutes.add(operation.getSimpleName());
      } else if (!shown.contains(name.get())) {
        absent.add(operation.getSimpleName());
      }
    }
    assertThat(byRoutes).containsExactlyInAnyOrderElementsOf(NAMED_BY_ROUTES);
    List<String> known =
        Stream.of(
                OF_THE_TIMETABLE,
                OF_THE_COMMAND_LINE,
                PART_OF_ANOTHER,
                BESIDE_ANOTHER_ISSUER,
                WITH_A_FRESH_KEY)
            .flatMap(Set::stream)
            .toList();
    assertThat(absent).containsExactlyInAnyOrderElementsOf(known);
  }

  @Test
  void everyActionIsInTheAccessMatrix() throws Exception {
    Map<Plane, Set<String>> rows = rows();
    Set<String> absent = new TreeSet<>();
    for (Action action : Operations.actions()) {
      if (!rows.get(action.plane()).contains(action.name())) {
        absent.add(action.plane() + " " + action.name());
      }
    }
    assertThat(absent).isEmpty();
  }

  /// Some actions are made of what is asked for, as `Microsoft.KeyVault/register/action`.
  @Test
  void everyActionThatATranscriptLogsIsInTheAccessMatrix() throws Exception {
    Map<Plane, Set<String>> rows = rows();
    assertThat(successes().stream().filter(name -> name.contains("/")))
        .allMatch(name -> rows.values().stream().anyMatch(plane -> plane.contains(name)));
  }

  /// The first column of the matrix, whole, by the sections' planes.
  private static Map<Plane, Set<String>> rows() throws IOException {
    Map<Plane, Set<String>> rows = new EnumMap<>(Plane.class);
    for (Plane plane : Plane.values()) {
      rows.put(plane, new TreeSet<>());
    }
    Plane plane = Plane.OPEN;
    for (String line : Files.readAllLines(MATRIX)) {
      String first = line.replaceFirst("\\s.*", "");
      plane =
          switch (first) {
            case "data" -> Plane.DATA;
            case "control" -> Plane.CONTROL;
            case "open" -> Plane.OPEN;
            default -> plane;
          };
      rows.get(plane).add(plane == Plane.DATA ? VAULTS + first : first);
    }
    for (String line : Files.readAllLines(LOCAL_MATRIX)) {
      rows.get(Plane.DATA).add(HSMS + line.replaceFirst("\\s.*", ""));
    }
    return rows;
  }

  /// What the transcripts log of requests that were granted.
  private static Set<String> successes() throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.walk(WIRE)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".http")).toList()) {
        for (String line : Files.readAllLines(file)) {
          Matcher success = SUCCESS.matcher(line);
          if (success.matches()) {
            names.add(success.group(1));
          }
        }
      }
    }
    return names;
  }
}
