package dev.strongroom.keys;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Problem.ObjectKind;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.keys.Attestor.Attested;
import dev.strongroom.keys.Attestor.Recipient;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.objects.Found;
import dev.strongroom.objects.ObjectPath;
import dev.strongroom.objects.OpenedVersion;
import dev.strongroom.objects.SealedVersion;
import dev.strongroom.trust.KeyTransport;
import java.util.Optional;
import java.util.function.Function;

/// Releases an exportable key to an environment that an authority of its release policy vouches
/// for: wrapped for the key of that environment, so that nobody on the way has it. Outside the time
/// of the key too.
public record ReleaseKey(Keys keys, ObjectPath path, Releasing releasing, Request request)
    implements Operation<Found<Released>> {
  public static final Action ACTION = Keys.reads("release/action", "release");

  private static final String NOT_SATISFIED =
      "Target environment doesn't satisfy the key release policy requirements.";
  private static final String RELEASE = "release";

  /// @param attestation the token that vouches for the environment
  /// @param reading reads the rules of a policy
  public record Request(
      String attestation, KeyTransport transport, Function<ReleasePolicy, ReleaseRules> reading) {}

  @Override
  public String name() {
    return "KeyRelease";
  }

  @Override
  public Action action() {
    return ACTION;
  }

  @Override
  public Target target() {
    return path.target();
  }

  @Override
  public Found<Released> run(Work work) {
    VaultFacts facts = keys.life().vault(work, path.vault());
    SealedVersion<KeyProperties> found = keys.life().find(work.tx(), facts, path);
    KeyProperties key = found.properties();
    if (!key.attributes().enabled()) {
      throw new Problem.ObjectDisabled(ObjectKind.KEY, RELEASE).asException();
    }
    ReleasePolicy policy =
        key.release()
            .policy()
            .filter(_ -> key.release().exportable())
            .orElseThrow(() -> new Problem.KeyOperationForbidden(RELEASE).asException());
    Attested attested =
        request.reading().apply(policy).anyOf().stream()
            .flatMap(rule -> satisfying(work, rule).stream())
            .findFirst()
            .orElseThrow(ReleaseKey::notSatisfied);
    Recipient recipient = attested.key().orElseThrow(ReleaseKey::notSatisfied);
    work.note("algorithm", request.transport().label());
    byte[] wrapped = Refusals.translated(() -> wrapped(work, facts, found, recipient));
    return new Found<>(
        facts,
        new Released(
            key,
            recipient.kid(),
            request.transport(),
            wrapped,
            releasing.notary().signing(work.tx(), work.now())));
  }

  private Optional<Attested> satisfying(Work work, ReleaseRules.Rule rule) {
    return releasing
        .attestor()
        .attested(rule.authority(), request.attestation(), work.now())
        .filter(attested -> rule.condition().holds(attested.claims()));
  }

  private byte[] wrapped(
      Work work, VaultFacts facts, SealedVersion<KeyProperties> found, Recipient recipient) {
    KeyHome home = keys.homes().of(found.properties().face().type());
    try (OpenedVersion<KeyProperties> opened = keys.life().open(work.tx(), facts, found)) {
      return home.released(opened.value(), recipient.key(), request.transport());
    }
  }

  private static RuntimeException notSatisfied() {
    return new Problem.NotPermitted("Forbidden", NOT_SATISFIED).asException();
  }
}
