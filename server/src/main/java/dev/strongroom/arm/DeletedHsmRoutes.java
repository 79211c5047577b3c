package dev.strongroom.arm;

import dev.strongroom.http.Bound;
import dev.strongroom.http.Response;
import dev.strongroom.kernel.Problem;
import dev.strongroom.managedhsm.DeletedHsmAddress;
import dev.strongroom.managedhsm.GetDeletedManagedHsm;
import dev.strongroom.managedhsm.GetHsmPurgeResult;
import dev.strongroom.managedhsm.HsmPurge;
import dev.strongroom.managedhsm.ListDeletedManagedHsms;
import dev.strongroom.managedhsm.ManagedHsms;
import dev.strongroom.managedhsm.PurgeDeletedManagedHsm;
import dev.strongroom.model.VaultName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Deleted managed HSMs and their purge, answered as that of vaults: 202 with a `Location` that
/// answers 202 while the purge goes on and 200 when it has ended.
final class DeletedHsmRoutes {
  private static final String PROVIDER =
      "/subscriptions/{subscription}/providers/Microsoft.KeyVault";
  private static final String ONE = PROVIDER + "/locations/{location}/deletedManagedHSMs/{hsm}";
  private static final String RESULTS = "/managedHsmOperationResults/";
  private static final String RESULT = PROVIDER + "/locations/{location}" + RESULTS + "{id}";
  private static final Pattern RESULT_ID = Pattern.compile("purge-(.{3,24})-(\\d{1,15})");

  private final ManagedHsms hsms;

  DeletedHsmRoutes(ManagedHsms hsms) {
    this.hsms = hsms;
  }

  List<ArmRoute> routes() {
    return List.of(
        ArmRoute.of("GET", PROVIDER + "/deletedManagedHSMs", this::list),
        ArmRoute.of("GET", ONE, this::get),
        ArmRoute.of("POST", ONE + "/purge", this::purge),
        ArmRoute.of("GET", RESULT, this::result));
  }

  private Bound<?> list(ArmCall call) {
    return new Bound<>(
        new ListDeletedManagedHsms(hsms, call.subscription(), call.page()),
        page -> ArmAnswers.list(call, page, ManagedHsmJson::writeDeleted));
  }

  private Bound<?> get(ArmCall call) {
    return new Bound<>(
        new GetDeletedManagedHsm(hsms, address(call)),
        hsm -> ArmAnswers.json(json -> ManagedHsmJson.writeDeleted(json, hsm)));
  }

  private Bound<?> purge(ArmCall call) {
    return new Bound<>(
        new PurgeDeletedManagedHsm(hsms, address(call)),
        begun -> DeletedVaultRoutes.accepted(location(call, begun.purge()), begun.ended()));
  }

  private Bound<?> result(ArmCall call) {
    String self = call.request().authority() + call.request().target();
    return new Bound<>(
        new GetHsmPurgeResult(hsms, call.subscription(), purgeOf(call)),
        ended -> ended ? Response.of(Bound.OK) : DeletedVaultRoutes.accepted(self, false));
  }

  private static DeletedHsmAddress address(ArmCall call) {
    return new DeletedHsmAddress(call.subscription(), call.word("location"), call.word("hsm"));
  }

  private static String location(ArmCall call, HsmPurge purge) {
    return call.request().authority()
        + "/subscriptions/"
        + call.subscription()
        + "/providers/Microsoft.KeyVault/locations/"
        + purge.location()
        + RESULTS
        + "purge-"
        + purge.hsm().label()
        + "-"
        + purge.deletedAt().toEpochMilli()
        + "?api-version="
        + call.query("api-version").orElse("");
  }

  private static HsmPurge purgeOf(ArmCall call) {
    Matcher parts = RESULT_ID.matcher(call.word("id"));
    Optional<VaultName> name =
        parts.matches() ? VaultName.parseHsm(parts.group(1)) : Optional.empty();
    return name.map(hsm ->
            new HsmPurge(
                hsm, call.word("location"), Instant.ofEpochMilli(Long.parseLong(parts.group(2)))))
        .orElseThrow(() ->
            new Problem.ResourceNotFound(
                    "OperationNotFound", "There is no operation '" + call.word("id") + "'.")
                .asException());
  }
}
