package dev.strongroom.arm;

import dev.strongroom.deployments.DeploymentLimits;
import dev.strongroom.deployments.ReadReferencedSecret;
import dev.strongroom.http.StatusWord;
import dev.strongroom.http.WireErrors;
import dev.strongroom.http.WireErrors.WireError;
import dev.strongroom.kernel.Gate;
import dev.strongroom.kernel.Knock;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.objects.OpenedVersion;
import dev.strongroom.secrets.SecretProperties;
import dev.strongroom.secrets.Secrets;
import dev.strongroom.template.SecretReference;
import dev.strongroom.vaults.GroupName;
import dev.strongroom.vaults.VaultAddress;
import dev.strongroom.vaults.Vaults;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what the parameters of a deployment refer to: each secret by a passage of its own through
/// the gate, as who deploys. All are tried, so that all refusals are told together, in Azure's
/// words.
final class ReferencedSecrets {
  private static final Pattern ID =
      Pattern.compile(
          "(?i)/subscriptions/([^/]+)/resourceGroups/([^/]+)/providers/Microsoft\\.KeyVault/vaults"
              + "/([^/]+)");
  private static final String USAGE = " Please see https://aka.ms/arm-keyvault for usage details.";

  private final Gate gate;
  private final Vaults vaults;
  private final Secrets secrets;
  private final InstantSource clock;

  ReferencedSecrets(Gate gate, Vaults vaults, Secrets secrets, InstantSource clock) {
    this.gate = gate;
    this.vaults = vaults;
    this.secrets = secrets;
    this.clock = clock;
  }

  /// Refuses what cannot be the id of a vault, whoever asks.
  static void check(List<SecretReference> references) {
    for (SecretReference reference : references) {
      if (address(reference).isEmpty()) {
        throw ArmCall.refused(
            "InvalidKeyVaultParameterReference",
            "The parameter '"
                + reference.parameter()
                + "' refers to '"
                + reference.vault()
                + "', which is not the resource id of a KeyVault."
                + USAGE);
      }
    }
  }

  /// @param started when the deployment was
  Map<SecretReference, String> read(
      Knock knock, List<SecretReference> references, Instant started) {
    Map<SecretReference, String> values = new HashMap<>();
    List<Problem> problems = new ArrayList<>();
    for (SecretReference reference : references) {
      if (clock.instant().isAfter(started.plus(DeploymentLimits.LONGEST))) {
        throw new Problem.Conflict(
                "DeploymentTimedOut", "The deployment took longer than " + DeploymentLimits.LONGEST)
            .asException();
      }
      try {
        values.put(reference, value(knock, reference));
      } catch (Refused refused) {
        problems.add(told(reference, refused));
      }
    }
    if (!problems.isEmpty()) {
      Problem all = problems.size() == 1 ? problems.getFirst() : new Problem.Several(problems);
      throw all.asException();
    }
    return values;
  }

  private String value(Knock knock, SecretReference reference) {
    VaultAddress vault = address(reference).orElseThrow();
    try (OpenedVersion<SecretProperties> found =
        gate.perform(
            knock,
            _ ->
                new ReadReferencedSecret(
                    vaults, secrets, vault, reference.secret(), reference.version()))) {
      return new String(found.value().reveal(), StandardCharsets.UTF_8);
    }
  }

  private static Optional<VaultAddress> address(SecretReference reference) {
    Matcher id = ID.matcher(reference.vault());
    return id.matches()
        ? SubscriptionId.parse(id.group(1))
            .flatMap(subscription ->
                GroupName.parse(id.group(2))
                    .map(group -> new VaultAddress(subscription, group, id.group(3))))
        : Optional.empty();
  }

  /// Where the server itself cannot answer now, the whole deployment cannot be.
  private static Problem told(SecretReference reference, Refused refused) {
    return switch (refused.problem()) {
      case Problem.AuthorizationFailed missing -> unauthorized(reference, missing);
      case Problem.NotPermitted(String code, String message)
          when code.startsWith("DenyAssignment") ->
          new Problem.NotPermitted("KeyVaultParameterReferenceAuthorizationFailed", message);
      case Problem.ResourceNotFound _ ->
          new Problem.Invalid(
              "KeyVaultParameterReferenceNotFound",
              "The specified KeyVault '" + reference.vault() + "' could not be found." + USAGE);
      case Problem.Unauthenticated _, Problem.Throttled _, Problem.Unavailable _ -> throw refused;
      default -> unreadable(reference, WireErrors.of(refused.problem()));
    };
  }

  private static Problem unauthorized(
      SecretReference reference, Problem.AuthorizationFailed missing) {
    return new Problem.NotPermitted(
        "KeyVaultParameterReferenceAuthorizationFailed",
        "The client '"
            + missing.client()
            + "' with object id '"
            + missing.objectId()
            + "' does not have permission to perform action"
            + " 'MICROSOFT.KEYVAULT/VAULTS/DEPLOY/ACTION' on the specified KeyVault resource '"
            + reference.vault()
            + "'."
            + USAGE);
  }

  private static Problem unreadable(SecretReference reference, WireError error) {
    return new Problem.Conflict(
        "KeyVaultParameterReferenceSecretRetrieveFailed",
        "The secret of KeyVault parameter '"
            + reference.parameter()
            + "' cannot be retrieved. Http status code: '"
            + StatusWord.of(error.status())
            + "'. Error message: '"
            + error.message()
            + "'."
            + USAGE);
  }
}
