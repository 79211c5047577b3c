package dev.strongroom.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.WireErrors;
import dev.strongroom.kernel.Access;
import dev.strongroom.kernel.Assurance;
import dev.strongroom.kernel.AuditEntry;
import dev.strongroom.kernel.AuditEntry.Outcome;
import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Origin;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AuditEventCodecTest {
  private static final AuditEventCodec CODEC =
      new AuditEventCodec(WireErrors::status, problem -> WireErrors.of(problem).message());

  @Test
  void aReadIsWrittenAsAzureWritesIt() {
    assertThat(text(Entries.read("55555555-5555-5555-5555-555555555555")))
        .isEqualTo(
            """
            {"time":"2026-01-05T01:32:01.2691226Z",\
            "resourceId":"/SUBSCRIPTIONS/11111111-1111-1111-1111-111111111111/RESOURCEGROUPS/PROD/PROVIDERS/MICROSOFT.KEYVAULT/VAULTS/CONTOSO",\
            "operationName":"SecretGet","operationVersion":"7.4","category":"AuditEvent",\
            "resultType":"Success","resultSignature":"OK","durationMs":"78",\
            "callerIpAddress":"104.40.82.76","correlationId":"c0ffee00-0000-0000-0000-000000000001",\
            "identity":{"claim":{"http://schemas.microsoft.com/identity/claims/objectidentifier":"33333333-3333-3333-3333-333333333333",\
            "appid":"44444444-4444-4444-4444-444444444444","idtyp":"app",\
            "http://schemas.microsoft.com/identity/claims/tenantid":"22222222-2222-2222-2222-222222222222"}},\
            "properties":{"id":"https://contoso.vault.example/secrets/db",\
            "clientInfo":"azsdk-net-Security.KeyVault.Secrets/4.7.0",\
            "requestUri":"https://contoso.vault.example/secrets/db?api-version=7.4",\
            "httpStatusCode":200,"isRbacAuthorized":true,"appliedAssignmentId":"assignment-1",\
            "isAccessPolicyMatch":false,"tlsVersion":"TLS1_3",\
            "requestId":"55555555-5555-5555-5555-555555555555"}}\
            """);
  }

  @Test
  void whoCameByAnotherIssuerIsNamedInThatIssuersWords() {
    Who.Principal ours = (Who.Principal) Entries.reader();
    Who.Principal foreign =
        new Who.Principal(
            ours.tenant(),
            ours.id(),
            Optional.empty(),
            "https://accounts.example/realms/corp",
            Caller.Kind.USER,
            Assurance.NONE,
            Optional.of(new Caller.Foreign("f:anna", Optional.of("anna@corp"), Set.of())));

    JsonValue claims =
        parsed(Entries.entry(Entries.origin("r"), foreign, new Outcome.Success(200), Map.of()))
            .member("identity")
            .flatMap(identity -> identity.member("claim"))
            .orElseThrow();

    assertThat(claims.text("iss")).contains("https://accounts.example/realms/corp");
    assertThat(claims.text("sub")).contains("f:anna");
    assertThat(claims.text("upn")).contains("anna@corp");
  }

  @Test
  void aRefusalSaysWhatTheCallerSaw() {
    Problem problem = new Problem.ObjectNotFound(Problem.ObjectKind.SECRET, "db");
    JsonValue json = parsed(outcome(new Outcome.Failure(problem)));
    assertThat(json.text("resultType")).contains("Failed");
    assertThat(json.text("resultSignature")).contains("Not Found");
    assertThat(json.text("resultDescription").orElseThrow()).startsWith("A secret with (name/id)");
    assertThat(properties(json).number("httpStatusCode").orElseThrow().intValue()).isEqualTo(404);
  }

  @Test
  void aCrashIsAFailureWithoutDetails() {
    JsonValue json = parsed(outcome(new Outcome.Crash()));
    assertThat(json.text("resultType")).contains("Failed");
    assertThat(json.text("resultSignature")).contains("Internal Server Error");
    assertThat(properties(json).number("httpStatusCode").orElseThrow().intValue()).isEqualTo(500);
  }

  @Test
  void aRequestWithoutATokenHasNoIdentityAndNoVerdict() {
    AuditEntry entry =
        new AuditEntry(
            Entries.AT,
            Duration.ZERO,
            Caller.nobody(Entries.origin("r")),
            "Authentication",
            Optional.empty(),
            Optional.empty(),
            new Outcome.Failure(new Problem.Unauthenticated("AKV10000", Optional.empty())),
            Map.of());
    String text = text(entry);
    assertThat(text).contains("\"identity\":{},", "\"resultSignature\":\"Unauthorized\"");
    assertThat(text).doesNotContain("isRbacAuthorized", "resourceId", "\"id\"");
  }

  @Test
  void aJobIsNamed() {
    AuditEntry entry =
        Entries.entry(
            Origin.internal("r"), new Who.Job("purge"), new Outcome.Success(200), Map.of());
    assertThat(text(entry))
        .contains("\"identity\":{\"job\":\"purge\"}")
        .doesNotContain("tlsVersion");
  }

  @Test
  void aControlPlaneActionIsAdministrative() {
    AuditEntry entry =
        new AuditEntry(
            Entries.AT,
            Duration.ZERO,
            new Caller(Entries.reader(), Entries.origin("r")),
            "Microsoft.Authorization/roleAssignments/write",
            Optional.of(new Target.Resource(Entries.VAULT)),
            Optional.empty(),
            new Outcome.Success(201),
            Map.of());
    JsonValue json = parsed(entry);
    assertThat(json.text("category")).contains("Administrative");
    assertThat(json.text("resultSignature")).contains("Created");
    assertThat(json.text("resourceId").orElseThrow()).endsWith("/VAULTS/CONTOSO");
    assertThat(properties(json).text("id")).contains(Entries.VAULT.display());
  }

  @Test
  void anAccessPolicyIsNoRole() {
    AuditEntry read = Entries.read("r");
    Access byPolicy =
        new Access(
            Optional.of(Entries.VAULT),
            Access.Model.ACCESS_POLICY,
            Optional.empty(),
            Optional.empty());
    AuditEntry entry =
        new AuditEntry(
            read.at(),
            read.took(),
            read.caller(),
            read.operation(),
            read.target(),
            Optional.of(byPolicy),
            read.outcome(),
            Map.of());
    assertThat(text(entry))
        .contains("\"isRbacAuthorized\":false,\"isAccessPolicyMatch\":true")
        .doesNotContain("appliedAssignmentId");
  }

  @Test
  void notesArePropertiesAndNeverTakeAnothersName() {
    Map<String, String> notes = new LinkedHashMap<>();
    notes.put("enableSoftDelete", "true");
    notes.put("httpStatusCode", "999");
    String text =
        text(Entries.entry(Entries.origin("r"), Entries.reader(), new Outcome.Success(200), notes));
    assertThat(text)
        .endsWith(
            "\"requestId\":\"r\",\"enableSoftDelete\":\"true\",\"note.httpStatusCode\":\"999\"}}");
  }

  @Test
  void timesHaveSevenDigitsWhateverTheClockGives() {
    AuditEntry read = Entries.read("r");
    AuditEntry entry =
        new AuditEntry(
            Instant.parse("0999-12-31T23:59:59Z"),
            Duration.ofSeconds(90),
            read.caller(),
            read.operation(),
            read.target(),
            read.access(),
            read.outcome(),
            Map.of());
    assertThat(text(entry)).contains("\"time\":\"0999-12-31T23:59:59.0000000Z\"", "\"90000\"");
  }

  /// Every text a client can choose comes back from a JSON parser as it was, up to its limit.
  @Test
  void whatCallersSendIsEscaped() {
    long seed = 20260105;
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 3_000; round += 1) {
      String chosen = text(random, random.nextInt(60));
      Origin origin = origin(chosen);
      Map<String, String> notes = Map.of("n" + text(random, 5), chosen);
      AuditEntry entry = Entries.entry(origin, Entries.reader(), new Outcome.Success(200), notes);
      byte[] bytes = CODEC.encode(entry);
      JsonValue json = Json.parse(bytes);
      String about = "seed " + seed + " round " + round;
      assertThat(json.text("correlationId")).as(about).contains(wellFormed(chosen));
      assertThat(properties(json).text("clientInfo")).as(about).contains(wellFormed(chosen));
      assertThat(properties(json).text("requestUri")).as(about).contains(wellFormed(chosen));
      assertThat(new String(bytes, StandardCharsets.UTF_8).chars())
          .as(about)
          .noneMatch(c -> c < ' ' || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x202e);
    }
  }

  @Test
  void longTextsAreCutAndSaySo() {
    Origin origin = origin("\u0001".repeat(100_000));
    Map<String, String> notes = new LinkedHashMap<>();
    for (int i = 0; i < 1_000; i += 1) {
      notes.put(i + "\u0002".repeat(500), "\u0003".repeat(10_000));
    }
    byte[] bytes =
        CODEC.encode(Entries.entry(origin, Entries.reader(), new Outcome.Success(200), notes));
    assertThat(bytes.length).isLessThanOrEqualTo(Limits.RECORD_BYTES);
    String agent = properties(Json.parse(bytes)).text("clientInfo").orElseThrow();
    assertThat(agent).hasSize(Limits.USER_AGENT + 1).endsWith("\u2026");
  }

  private static AuditEntry outcome(Outcome outcome) {
    return Entries.entry(Entries.origin("r"), Entries.reader(), outcome, Map.of());
  }

  private static Origin origin(String chosen) {
    return new Origin("r", Optional.of(chosen), chosen, chosen, "", chosen, chosen, chosen);
  }

  private static String text(SplittableRandom random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i += 1) {
      switch (random.nextInt(6)) {
        case 0 -> text.append((char) random.nextInt(0x20));
        case 1 -> text.append("\"\\/\u2028\u202e\u007f\u009b".charAt(random.nextInt(7)));
        case 2 -> text.append((char) random.nextInt(0x10000));
        case 3 -> text.appendCodePoint(0x10000 + random.nextInt(0x100000));
        case 4 -> text.append((char) (0xd800 + random.nextInt(0x800)));
        default -> text.append((char) (' ' + random.nextInt(95)));
      }
    }
    return text.toString();
  }

  /// Half a surrogate pair is no text; it becomes U+FFFD.
  private static String wellFormed(String text) {
    return text.codePoints()
        .map(c -> c >= 0xd800 && c < 0xe000 ? 0xfffd : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static String text(AuditEntry entry) {
    return new String(CODEC.encode(entry), StandardCharsets.UTF_8);
  }

  private static JsonValue parsed(AuditEntry entry) {
    return Json.parse(CODEC.encode(entry));
  }

  private static JsonValue properties(JsonValue json) {
    return json.member("properties").orElseThrow();
  }
}
