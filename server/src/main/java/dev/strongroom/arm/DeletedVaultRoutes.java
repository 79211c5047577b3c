package dev.strongroom.arm;

import dev.strongroom.http.Bound;
import dev.strongroom.http.Response;
import dev.strongroom.kernel.Problem;
import dev.strongroom.model.VaultName;
import dev.strongroom.vaults.DeletedVaultAddress;
import dev.strongroom.vaults.GetDeletedVault;
import dev.strongroom.vaults.GetPurgeResult;
import dev.strongroom.vaults.ListDeletedVaults;
import dev.strongroom.vaults.Purge;
import dev.strongroom.vaults.PurgeDeletedVault;
import dev.strongroom.vaults.Vaults;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Deleted vaults and their purge. A purge is answered 202 with a `Location` that answers 202 while
/// the purge goes on and 200 when it has ended.
final class DeletedVaultRoutes {
  private static final String PROVIDER =
      "/subscriptions/{subscription}/providers/Microsoft.KeyVault";
  private static final String ONE = PROVIDER + "/locations/{location}/deletedVaults/{vault}";
  private static final String RESULT = PROVIDER + "/locations/{location}/operationResults/{id}";
  private static final Pattern RESULT_ID = Pattern.compile("purge-(.{3,24})-(\\d{1,15})");
  private static final int ACCEPTED = 202;

  /// What is destroyed in the background is destroyed by a job that runs about this often.
  private static final String RETRY_SECONDS = "5";

  private static final String NOW = "0";

  private final Vaults vaults;

  DeletedVaultRoutes(Vaults vaults) {
    this.vaults = vaults;
  }

  List<ArmRoute> routes() {
    return List.of(
        ArmRoute.of("GET", PROVIDER + "/deletedVaults", this::list),
        ArmRoute.of("GET", ONE, this::get),
        ArmRoute.of("POST", ONE + "/purge", this::purge),
        ArmRoute.of("GET", RESULT, this::result));
  }

  private Bound<?> list(ArmCall call) {
    return new Bound<>(
        new ListDeletedVaults(vaults, call.subscription(), call.page()),
        page -> ArmAnswers.list(call, page, VaultJson::writeDeleted));
  }

  private Bound<?> get(ArmCall call) {
    return new Bound<>(
        new GetDeletedVault(vaults, address(call)),
        vault -> ArmAnswers.json(json -> VaultJson.writeDeleted(json, vault)));
  }

  private Bound<?> purge(ArmCall call) {
    return new Bound<>(
        new PurgeDeletedVault(vaults, address(call)),
        begun -> accepted(location(call, begun.purge()), begun.ended()));
  }

  private Bound<?> result(ArmCall call) {
    String self = call.request().authority() + call.request().target();
    return new Bound<>(
        new GetPurgeResult(vaults, call.subscription(), purgeOf(call)),
        ended -> ended ? Response.of(Bound.OK) : accepted(self, false));
  }

  private static DeletedVaultAddress address(ArmCall call) {
    return new DeletedVaultAddress(call.subscription(), call.word("location"), call.word("vault"));
  }

  static Response accepted(String location, boolean ended) {
    return Response.of(ACCEPTED)
        .with("Location", location)
        .with("Retry-After", ended ? NOW : RETRY_SECONDS);
  }

  private static String location(ArmCall call, Purge purge) {
    return call.request().authority()
        + "/subscriptions/"
        + call.subscription()
        + "/providers/Microsoft.KeyVault/locations/"
        + purge.location()
        + "/operationResults/purge-"
        + purge.vault().canonical()
        + "-"
        + purge.deletedAt().toEpochMilli()
        + "?api-version="
        + call.query("api-version").orElse("");
  }

  private static Purge purgeOf(ArmCall call) {
    Matcher parts = RESULT_ID.matcher(call.word("id"));
    Optional<VaultName> name = parts.matches() ? VaultName.parse(parts.group(1)) : Optional.empty();
    return name.map(vault ->
            new Purge(
                vault, call.word("location"), Instant.ofEpochMilli(Long.parseLong(parts.group(2)))))
        .orElseThrow(() -> unknown(call));
  }

  private static RuntimeException unknown(ArmCall call) {
    return new Problem.ResourceNotFound(
            "OperationNotFound", "There is no operation '" + call.word("id") + "'.")
        .asException();
  }
}
