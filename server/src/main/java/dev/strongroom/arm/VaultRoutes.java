package dev.strongroom.arm;

import dev.strongroom.access.AccessPolicies;
import dev.strongroom.http.Bound;
import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.Response;
import dev.strongroom.kernel.Problem;
import dev.strongroom.sealing.RekeyVault;
import dev.strongroom.sealing.VaultAt;
import dev.strongroom.vaults.ChangeAccessPolicies;
import dev.strongroom.vaults.CheckNameAvailability;
import dev.strongroom.vaults.CreateOrUpdateVault;
import dev.strongroom.vaults.DeleteVault;
import dev.strongroom.vaults.GetVault;
import dev.strongroom.vaults.ListVaults;
import dev.strongroom.vaults.NameAvailability;
import dev.strongroom.vaults.RecoverVault;
import dev.strongroom.vaults.UpdateVault;
import dev.strongroom.vaults.Vault;
import dev.strongroom.vaults.VaultAddress;
import dev.strongroom.vaults.Vaults;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// `Microsoft.KeyVault/vaults`.
final class VaultRoutes {
  private static final String PROVIDER = "/providers/Microsoft.KeyVault";
  private static final String IN_SUBSCRIPTION = "/subscriptions/{subscription}" + PROVIDER;
  private static final String IN_GROUP =
      "/subscriptions/{subscription}/resourceGroups/{group}" + PROVIDER;
  private static final String ONE = IN_GROUP + "/vaults/{vault}";
  private static final int CREATED = 201;
  private static final int NO_CONTENT = 204;

  private final Vaults vaults;

  VaultRoutes(Vaults vaults) {
    this.vaults = vaults;
  }

  List<ArmRoute> routes() {
    return List.of(
        ArmRoute.of("GET", ONE, this::get),
        ArmRoute.of("HEAD", ONE, this::has),
        ArmRoute.of("PUT", ONE, this::put),
        ArmRoute.of("PATCH", ONE, this::patch),
        ArmRoute.of("DELETE", ONE, this::delete),
        ArmRoute.of("PUT", ONE + "/accessPolicies/{kind}", this::changePolicies),
        ArmRoute.of("POST", ONE + "/rekey", this::rekey),
        ArmRoute.of("GET", IN_GROUP + "/vaults", this::listInGroup),
        ArmRoute.of("GET", IN_SUBSCRIPTION + "/vaults", this::listInSubscription),
        ArmRoute.of("POST", IN_SUBSCRIPTION + "/checkNameAvailability", this::checkName));
  }

  private Bound<?> get(ArmCall call) {
    return new Bound<>(new GetVault(vaults, call.vault()), vault -> answer(call, Bound.OK, vault));
  }

  private Bound<?> has(ArmCall call) {
    return new Bound<>(new GetVault(vaults, call.vault()), _ -> Response.of(NO_CONTENT));
  }

  private Bound<?> put(ArmCall call) {
    JsonValue body = call.body();
    if (VaultBody.recovers(body)) {
      return new Bound<>(
          new RecoverVault(vaults, call.vault(), VaultBody.location(body)),
          vault -> answer(call, CREATED, vault));
    }
    CreateOrUpdateVault operation =
        new CreateOrUpdateVault(
            vaults, call.vault(), VaultBody.draft(body), call.version().rolesByDefault());
    return new Bound<>(
        operation, saved -> answer(call, saved.created() ? CREATED : Bound.OK, saved.vault()));
  }

  private Bound<?> patch(ArmCall call) {
    return new Bound<>(
        new UpdateVault(vaults, call.vault(), VaultBody.draft(call.body())),
        vault -> answer(call, Bound.OK, vault));
  }

  private Bound<?> delete(ArmCall call) {
    return new Bound<>(
        new DeleteVault(vaults, call.vault()),
        deleted -> Response.of(deleted ? Bound.OK : NO_CONTENT));
  }

  private Bound<?> changePolicies(ArmCall call) {
    ChangeAccessPolicies.Kind kind =
        Arrays.stream(ChangeAccessPolicies.Kind.values())
            .filter(one -> one.name().equalsIgnoreCase(call.word("kind")))
            .findFirst()
            .orElseThrow(
                () -> new Problem.RouteNotFound("PUT", call.request().path()).asException());
    AccessPolicies entries = VaultBody.entries(call.body());
    return new Bound<>(
        new ChangeAccessPolicies(vaults, call.vault(), kind, entries),
        vault -> ArmAnswers.json(json -> VaultJson.writeEntries(json, vault, entries)));
  }

  /// Our own addition: Azure does not let anyone ask for a new key under the values of a vault.
  private Bound<?> rekey(ArmCall call) {
    VaultAddress address = call.vault();
    VaultAt place =
        new VaultAt(address.subscription(), address.group().display(), address.existing());
    RekeyVault operation =
        new RekeyVault(
            vaults.sealing(),
            (tx, name) -> vaults.store().find(tx, name).filter(Vault::lives).map(Vault::about),
            place);
    return new Bound<>(
        operation,
        version ->
            ArmAnswers.json(json -> {
              json.writeStartObject();
              json.writeNumberProperty("keyVersion", version);
              json.writeEndObject();
            }));
  }

  private Bound<?> listInGroup(ArmCall call) {
    return list(
        call, new ListVaults(vaults, call.subscription(), Optional.of(call.group()), call.page()));
  }

  private Bound<?> listInSubscription(ArmCall call) {
    return list(call, new ListVaults(vaults, call.subscription(), Optional.empty(), call.page()));
  }

  private static Bound<?> list(ArmCall call, ListVaults operation) {
    return new Bound<>(
        operation,
        page ->
            ArmAnswers.list(
                call, page, (json, vault) -> VaultJson.write(json, call.cloud(), vault)));
  }

  private Bound<?> checkName(ArmCall call) {
    ArmFields body = ArmFields.of(call.body());
    String type = body.text("type").orElse("");
    if (!type.equalsIgnoreCase(Vault.TYPE)) {
      throw body.invalid("type", Vault.TYPE);
    }
    String name = body.text("name").orElseThrow(() -> body.invalid("name", "a vault's name"));
    return new Bound<>(
        new CheckNameAvailability(vaults, call.subscription(), name), VaultRoutes::answer);
  }

  static Response answer(NameAvailability availability) {
    return switch (availability) {
      case NameAvailability.Free() ->
          ArmAnswers.json(json -> {
            json.writeStartObject();
            json.writeBooleanProperty("nameAvailable", true);
            json.writeEndObject();
          });
      case NameAvailability.Invalid(String message) -> unavailable("AccountNameInvalid", message);
      case NameAvailability.Taken(String message) -> unavailable("AlreadyExists", message);
    };
  }

  private static Response unavailable(String reason, String message) {
    return ArmAnswers.json(json -> {
      json.writeStartObject();
      json.writeBooleanProperty("nameAvailable", false);
      json.writeStringProperty("reason", reason);
      json.writeStringProperty("message", message);
      json.writeEndObject();
    });
  }

  private static Response answer(ArmCall call, int status, Vault vault) {
    return Response.json(status, Json.write(json -> VaultJson.write(json, call.cloud(), vault)));
  }
}
