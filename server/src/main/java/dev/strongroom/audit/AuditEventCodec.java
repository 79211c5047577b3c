package dev.strongroom.audit;

import dev.strongroom.kernel.Access;
import dev.strongroom.kernel.Access.Model;
import dev.strongroom.kernel.AuditEntry;
import dev.strongroom.kernel.AuditEntry.Outcome;
import dev.strongroom.kernel.Caller.Kind;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Check;
import dev.strongroom.kernel.Origin;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.model.ResourceId;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/// Writes an [AuditEntry] as one AuditEvent record (azure-facts 4.1): one line of JSON, fields in
/// Azure's order, every length bounded. There is no field that could hold the value of a secret.
final class AuditEventCodec {
  private static final String OID = "http://schemas.microsoft.com/identity/claims/objectidentifier";
  private static final String TENANT = "http://schemas.microsoft.com/identity/claims/tenantid";
  private static final String VAULTS = "/providers/microsoft.keyvault/vaults/";
  private static final int TICK_NANOS = 100;
  private static final int TICK_DIGITS = 7;
  private static final int CRASHED = 500;
  private static final Set<String> TAKEN =
      Set.of(
          "id",
          "clientInfo",
          "requestUri",
          "httpStatusCode",
          "isRbacAuthorized",
          "appliedAssignmentId",
          "isAccessPolicyMatch",
          "tlsVersion",
          "requestId");

  private final ToIntFunction<Problem> status;
  private final Function<Problem, String> description;

  /// @param status the HTTP status that a refusal has on the wire
  /// @param description the message that the refused caller saw
  AuditEventCodec(ToIntFunction<Problem> status, Function<Problem, String> description) {
    this.status = status;
    this.description = description;
  }

  byte[] encode(AuditEntry entry) {
    JsonBytes json = new JsonBytes();
    Origin origin = entry.caller().origin();
    int code = code(entry.outcome());
    json.open().name("time");
    time(json, entry.at());
    resource(entry).ifPresent(id -> json.name("resourceId").text(id, Limits.NAME));
    json.name("operationName").text(entry.operation(), Limits.NAME);
    json.name("operationVersion").text(origin.apiVersion(), Limits.API_VERSION);
    json.name("category").raw(category(entry.operation()));
    json.name("resultType").raw(succeeded(entry) ? "\"Success\"" : "\"Failed\"");
    json.name("resultSignature").text(reason(code), Limits.NAME);
    said(entry.outcome())
        .ifPresent(text -> json.name("resultDescription").text(text, Limits.DESCRIPTION));
    json.name("durationMs").text(Long.toString(entry.took().toMillis()), Limits.NAME);
    json.name("callerIpAddress").text(origin.address(), Limits.NAME);
    origin
        .correlationId()
        .ifPresent(id -> json.name("correlationId").text(id, Limits.CORRELATION_ID));
    json.name("identity");
    identity(json, entry.caller().who());
    json.name("properties");
    properties(json, entry, code);
    json.close();
    byte[] record = json.toBytes();
    Check.that(record.length <= Limits.RECORD_BYTES, "bounded fields make bounded records");
    return record;
  }

  /// Azure writes control-plane actions into the activity log, category `Administrative`; their
  /// operation names are paths, those of AuditEvent are not.
  private static String category(String operation) {
    return operation.indexOf('/') >= 0 ? "\"Administrative\"" : "\"AuditEvent\"";
  }

  private static boolean succeeded(AuditEntry entry) {
    return entry.outcome() instanceof Outcome.Success;
  }

  private int code(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Success(int code) -> code;
      case Outcome.Failure(Problem problem) -> status.applyAsInt(problem);
      case Outcome.Crash() -> CRASHED;
    };
  }

  private Optional<String> said(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Success _ -> Optional.empty();
      case Outcome.Failure(Problem problem) -> Optional.of(description.apply(problem));
      case Outcome.Crash() ->
          Optional.of("The server failed; its own log has the cause under the request id.");
    };
  }

  private static void time(JsonBytes json, Instant at) {
    LocalDateTime utc = LocalDateTime.ofEpochSecond(at.getEpochSecond(), 0, ZoneOffset.UTC);
    json.raw("\"").digits(utc.getYear(), 4);
    json.raw("-").digits(utc.getMonthValue(), 2);
    json.raw("-").digits(utc.getDayOfMonth(), 2);
    json.raw("T").digits(utc.getHour(), 2);
    json.raw(":").digits(utc.getMinute(), 2);
    json.raw(":").digits(utc.getSecond(), 2);
    json.raw(".").digits(at.getNano() / TICK_NANOS, TICK_DIGITS).raw("Z\"");
  }

  /// Azure's `resourceId` is always the vault, never the object in it, and in upper case.
  private static Optional<String> resource(AuditEntry entry) {
    Optional<ResourceId> judged = entry.access().flatMap(Access::resource);
    return judged
        .or(() -> entry.target().flatMap(AuditEventCodec::resourceOf))
        .map(ResourceId::canonical)
        .map(AuditEventCodec::vaultOf)
        .map(id -> id.toUpperCase(Locale.ROOT));
  }

  private static Optional<ResourceId> resourceOf(Target target) {
    return switch (target) {
      case Target.Resource(ResourceId id) -> Optional.of(id);
      case Target.InVault _ -> Optional.empty();
      case Target.Server() -> Optional.empty();
    };
  }

  private static String vaultOf(String canonical) {
    int vaults = canonical.indexOf(VAULTS);
    int end = vaults < 0 ? -1 : canonical.indexOf('/', vaults + VAULTS.length());
    return end < 0 ? canonical : canonical.substring(0, end);
  }

  private static void identity(JsonBytes json, Who who) {
    json.open();
    switch (who) {
      case Who.Principal principal -> {
        json.name("claim").open();
        json.name(OID).text(principal.id().toString(), Limits.NAME);
        principal
            .application()
            .ifPresent(id -> json.name("appid").text(id.toString(), Limits.NAME));
        json.name("idtyp").raw(principal.kind() == Kind.APP ? "\"app\"" : "\"user\"");
        if (principal.foreign().isPresent()) {
          json.name("iss").text(principal.issuer(), Limits.URI);
          json.name("sub").text(principal.foreign().get().subject(), Limits.NAME);
          principal
              .foreign()
              .get()
              .name()
              .ifPresent(name -> json.name("upn").text(name, Limits.NAME));
        }
        json.name(TENANT).text(principal.tenant().toString(), Limits.NAME).close();
      }
      case Who.Job(String name) -> json.name("job").text(name, Limits.NAME);
      case Who.Nobody() -> {}
    }
    json.close();
  }

  private static void properties(JsonBytes json, AuditEntry entry, int code) {
    Origin origin = entry.caller().origin();
    json.open();
    entry.target().ifPresent(target -> json.name("id").text(id(target, origin), Limits.URI));
    json.name("clientInfo").text(origin.userAgent(), Limits.USER_AGENT);
    json.name("requestUri").text(origin.authority() + origin.uri(), Limits.URI);
    json.name("httpStatusCode").raw(Integer.toString(code));
    entry.access().ifPresent(access -> verdict(json, access));
    if (!origin.tlsVersion().isEmpty()) {
      json.name("tlsVersion").text(origin.tlsVersion(), Limits.NAME);
    }
    json.name("requestId").text(origin.requestId(), Limits.NAME);
    notes(json, entry.notes());
    json.close();
  }

  private static void verdict(JsonBytes json, Access access) {
    if (access.model() != Model.NONE) {
      boolean allowed = access.allowed();
      json.name("isRbacAuthorized").flag(allowed && access.model() == Model.RBAC);
      access.grantedBy().ifPresent(id -> json.name("appliedAssignmentId").text(id, Limits.NAME));
      json.name("isAccessPolicyMatch").flag(allowed && access.model() == Model.ACCESS_POLICY);
    }
  }

  /// A note never takes the name of a property that stands for itself.
  private static void notes(JsonBytes json, Map<String, String> notes) {
    int left = Limits.NOTES;
    for (Map.Entry<String, String> note : notes.entrySet()) {
      if (left == 0) {
        return;
      }
      left -= 1;
      String name = TAKEN.contains(note.getKey()) ? "note." + note.getKey() : note.getKey();
      json.member(name, Limits.NOTE_NAME, note.getValue(), Limits.NOTE_VALUE);
    }
  }

  private static String id(Target target, Origin origin) {
    return switch (target) {
      case Target.Resource(ResourceId id) -> id.display();
      case Target.InVault in ->
          origin.authority()
              + "/"
              + in.collection()
              + in.object().map(name -> "/" + name).orElse("")
              + in.version().map(version -> "/" + version).orElse("");
      case Target.Server() -> origin.authority();
    };
  }

  /// `resultSignature` is the status in words, as `OK` and `Forbidden`.
  private static String reason(int code) {
    return switch (code) {
      case 200 -> "OK";
      case 201 -> "Created";
      case 202 -> "Accepted";
      case 204 -> "No Content";
      case 302 -> "Found";
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 408 -> "Request Timeout";
      case 409 -> "Conflict";
      case 412 -> "Precondition Failed";
      case 413 -> "Content Too Large";
      case 414 -> "URI Too Long";
      case 429 -> "Too Many Requests";
      case 431 -> "Request Header Fields Too Large";
      case 500 -> "Internal Server Error";
      case 503 -> "Service Unavailable";
      default -> Integer.toString(code);
    };
  }
}
