package dev.strongroom.arm;

import dev.strongroom.http.Bound;
import dev.strongroom.http.Json;
import dev.strongroom.http.Response;
import dev.strongroom.model.Tags;
import dev.strongroom.objects.Attributes;
import dev.strongroom.objects.Found;
import dev.strongroom.objects.PageRequest;
import dev.strongroom.objects.VaultPlace;
import dev.strongroom.secrets.GetSecretResource;
import dev.strongroom.secrets.ListSecretResources;
import dev.strongroom.secrets.PutSecretResource;
import dev.strongroom.secrets.SecretAt;
import dev.strongroom.secrets.SecretLimits;
import dev.strongroom.secrets.SecretProperties;
import dev.strongroom.secrets.Secrets;
import dev.strongroom.secrets.SetSecret;
import dev.strongroom.secrets.UpdateSecret;
import dev.strongroom.secrets.UpdateSecretResource;
import dev.strongroom.trust.SecretBytes;
import dev.strongroom.vaults.VaultAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// `Microsoft.KeyVault/vaults/secrets` (specification of 2026-02-01): values go in, and never come
/// out.
final class SecretResourceRoutes {
  private static final String ALL =
      "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.KeyVault/vaults/{vault}/secrets";
  private static final String ONE = ALL + "/{secret}";
  private static final int CREATED = 201;

  private final Secrets secrets;

  SecretResourceRoutes(Secrets secrets) {
    this.secrets = secrets;
  }

  List<ArmRoute> routes() {
    return List.of(
        ArmRoute.of("GET", ALL, this::list),
        ArmRoute.of("GET", ONE, this::get),
        ArmRoute.of("PUT", ONE, this::put),
        ArmRoute.of("PATCH", ONE, this::patch));
  }

  private Bound<?> list(ArmCall call) {
    int size = Math.min(call.page().size(), PageRequest.MAX_SIZE);
    PageRequest page = new PageRequest(size, call.page().after());
    return new Bound<>(
        new ListSecretResources(secrets, at(call, Optional.empty()), page),
        found ->
            ArmAnswers.list(
                call,
                new dev.strongroom.vaults.Page<>(found.what().items(), found.what().next()),
                (json, one) -> write(json, call, new Found<>(found.vault(), one))));
  }

  private Bound<?> get(ArmCall call) {
    return new Bound<>(
        new GetSecretResource(secrets, one(call)), found -> answer(call, Bound.OK, found));
  }

  private Bound<?> put(ArmCall call) {
    ArmFields body = ArmFields.of(call.body());
    ArmFields properties = properties(body);
    String value =
        properties
            .text("value")
            .orElseThrow(() -> properties.invalid("value", "the text to keep secret"));
    SetSecret.Content content =
        new SetSecret.Content(
            value(value),
            Attributes.DEFAULT.with(AttributeFields.change(properties)),
            contentType(properties),
            tags(body).orElse(Tags.NONE));
    return new Bound<>(
        new PutSecretResource(secrets, one(call), content),
        saved -> answer(call, saved.created() ? CREATED : Bound.OK, saved.found()));
  }

  private Bound<?> patch(ArmCall call) {
    ArmFields body = ArmFields.of(call.body());
    ArmFields properties = body.object("properties").orElse(body);
    UpdateSecret.Change change =
        new UpdateSecret.Change(
            AttributeFields.change(properties), contentType(properties), tags(body));
    return new Bound<>(
        new UpdateSecretResource(
            secrets, one(call), change, properties.text("value").map(SecretResourceRoutes::value)),
        found -> answer(call, Bound.OK, found));
  }

  private static SecretBytes value(String text) {
    SecretLimits.checkValue(text.length());
    return SecretBytes.utf8(text);
  }

  private static ArmFields properties(ArmFields body) {
    return body.object("properties").orElseThrow(() -> body.invalid("properties", "an object"));
  }

  private static Optional<String> contentType(ArmFields properties) {
    return properties.text("contentType").map(SecretLimits::checkContentType);
  }

  private static Optional<Tags> tags(ArmFields body) {
    return body.tags().map(tags -> SecretLimits.checkTags(Map.copyOf(tags.entries())));
  }

  private static SecretAt one(ArmCall call) {
    return at(call, Optional.of(call.word("secret")));
  }

  private static SecretAt at(ArmCall call, Optional<String> name) {
    VaultAddress vault = call.vault();
    return new SecretAt(
        new VaultPlace(vault.subscription(), vault.group().display(), vault.existing()), name);
  }

  private static Response answer(ArmCall call, int status, Found<SecretProperties> found) {
    return Response.json(status, Json.write(json -> write(json, call, found)));
  }

  private static void write(JsonGenerator json, ArmCall call, Found<SecretProperties> found) {
    SecretProperties secret = found.what();
    String name = secret.name().display();
    String uri = call.cloud().vaultUri(found.vault().name()) + "/secrets/" + name;
    json.writeStartObject();
    json.writeStringProperty("id", found.vault().resource().child("secrets/" + name).display());
    json.writeStringProperty("name", name);
    json.writeStringProperty("type", "Microsoft.KeyVault/vaults/secrets");
    json.writeStringProperty("location", found.vault().location());
    VaultJson.tags(json, secret.tags());
    json.writeName("properties");
    json.writeStartObject();
    json.writeName("attributes");
    json.writeStartObject();
    json.writeBooleanProperty("enabled", secret.attributes().enabled());
    secret.attributes().notBefore().ifPresent(at -> seconds(json, "nbf", at));
    secret.attributes().expires().ifPresent(at -> seconds(json, "exp", at));
    seconds(json, "created", secret.created());
    seconds(json, "updated", secret.updated());
    json.writeEndObject();
    secret.contentType().ifPresent(type -> json.writeStringProperty("contentType", type));
    json.writeStringProperty("secretUri", uri);
    json.writeStringProperty("secretUriWithVersion", uri + "/" + secret.version().hex());
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void seconds(JsonGenerator json, String name, Instant time) {
    json.writeNumberProperty(name, time.getEpochSecond());
  }
}
