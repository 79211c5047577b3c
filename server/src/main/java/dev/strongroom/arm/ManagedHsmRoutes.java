package dev.strongroom.arm;

import dev.strongroom.http.Bound;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.Response;
import dev.strongroom.managedhsm.CheckMhsmNameAvailability;
import dev.strongroom.managedhsm.CreateOrUpdateManagedHsm;
import dev.strongroom.managedhsm.DeleteManagedHsm;
import dev.strongroom.managedhsm.GetManagedHsm;
import dev.strongroom.managedhsm.HsmAddress;
import dev.strongroom.managedhsm.ListManagedHsms;
import dev.strongroom.managedhsm.ManagedHsm;
import dev.strongroom.managedhsm.ManagedHsms;
import dev.strongroom.managedhsm.RecoverManagedHsm;
import dev.strongroom.managedhsm.UpdateManagedHsm;
import java.util.List;
import java.util.Optional;

/// `Microsoft.KeyVault/managedHSMs`. A PUT answers 200 also when it creates: `az` refuses 201 here.
final class ManagedHsmRoutes {
  private static final String PROVIDER = "/providers/Microsoft.KeyVault";
  private static final String IN_SUBSCRIPTION = "/subscriptions/{subscription}" + PROVIDER;
  private static final String IN_GROUP =
      "/subscriptions/{subscription}/resourceGroups/{group}" + PROVIDER;
  private static final String ONE = IN_GROUP + "/managedHSMs/{hsm}";
  private static final int NO_CONTENT = 204;

  private final ManagedHsms hsms;

  ManagedHsmRoutes(ManagedHsms hsms) {
    this.hsms = hsms;
  }

  List<ArmRoute> routes() {
    return List.of(
        ArmRoute.of("GET", ONE, this::get),
        ArmRoute.of("HEAD", ONE, this::has),
        ArmRoute.of("PUT", ONE, this::put),
        ArmRoute.of("PATCH", ONE, this::patch),
        ArmRoute.of("DELETE", ONE, this::delete),
        ArmRoute.of("GET", IN_GROUP + "/managedHSMs", this::listInGroup),
        ArmRoute.of("GET", IN_SUBSCRIPTION + "/managedHSMs", this::listInSubscription),
        ArmRoute.of("POST", IN_SUBSCRIPTION + "/checkMhsmNameAvailability", this::checkName));
  }

  private Bound<?> get(ArmCall call) {
    return new Bound<>(new GetManagedHsm(hsms, address(call)), hsm -> answer(call, hsm));
  }

  private Bound<?> has(ArmCall call) {
    return new Bound<>(new GetManagedHsm(hsms, address(call)), _ -> Response.of(NO_CONTENT));
  }

  private Bound<?> put(ArmCall call) {
    JsonValue body = call.body();
    if (VaultBody.recovers(body)) {
      return new Bound<>(
          new RecoverManagedHsm(hsms, address(call), VaultBody.location(body)),
          hsm -> answer(call, hsm));
    }
    return new Bound<>(
        new CreateOrUpdateManagedHsm(hsms, address(call), ManagedHsmBody.draft(body)),
        saved -> answer(call, saved));
  }

  private Bound<?> patch(ArmCall call) {
    return new Bound<>(
        new UpdateManagedHsm(hsms, address(call), ManagedHsmBody.draft(call.body())),
        hsm -> answer(call, hsm));
  }

  private Bound<?> delete(ArmCall call) {
    return new Bound<>(
        new DeleteManagedHsm(hsms, address(call)),
        deleted -> Response.of(deleted ? Bound.OK : NO_CONTENT));
  }

  private Bound<?> listInGroup(ArmCall call) {
    return list(
        call,
        new ListManagedHsms(hsms, call.subscription(), Optional.of(call.group()), call.page()));
  }

  private Bound<?> listInSubscription(ArmCall call) {
    return list(
        call, new ListManagedHsms(hsms, call.subscription(), Optional.empty(), call.page()));
  }

  private static Bound<?> list(ArmCall call, ListManagedHsms operation) {
    return new Bound<>(
        operation,
        page ->
            ArmAnswers.list(
                call, page, (json, hsm) -> ManagedHsmJson.write(json, call.cloud(), hsm)));
  }

  private Bound<?> checkName(ArmCall call) {
    ArmFields body = ArmFields.of(call.body());
    String name = body.text("name").orElseThrow(() -> body.invalid("name", "an HSM's name"));
    return new Bound<>(
        new CheckMhsmNameAvailability(hsms, call.subscription(), name), VaultRoutes::answer);
  }

  static HsmAddress address(ArmCall call) {
    return new HsmAddress(call.subscription(), call.group(), call.word("hsm"));
  }

  private static Response answer(ArmCall call, ManagedHsm hsm) {
    return ArmAnswers.json(json -> ManagedHsmJson.write(json, call.cloud(), hsm));
  }
}
