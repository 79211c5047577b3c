package dev.strongroom.keys;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Preview;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ObjectName;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultName;
import dev.strongroom.objects.Found;
import dev.strongroom.objects.ObjectPath;
import dev.strongroom.objects.OpenedVersion;
import dev.strongroom.objects.SealedVersion;
import dev.strongroom.trust.HsmKeyPurpose;
import dev.strongroom.trust.KeyTransport;
import dev.strongroom.trust.PrivateJwk;
import dev.strongroom.trust.SecretBytes;
import java.util.Optional;

/// Brings in a key that was made elsewhere, as a new version. Everything about it is checked, as
/// slowly as making one, so that happens where keys are made.
public record ImportKey(Keys keys, VaultName vault, ObjectName key, Arrival arrival, Making making)
    implements Operation<Found<KeyProperties>> {
  public static final Action ACTION = Keys.writes("import/action", "import");

  /// A key that arrives.
  public record Arrival(KeyType type, Parcel parcel, KeySettings settings) {}

  /// How it arrives.
  public sealed interface Parcel {
    record Open(PrivateJwk jwk) implements Parcel {}

    /// Wrapped for another key of the same vault, that may do nothing but this (Azure's BYOK).
    ///
    /// @param under name and version of that key
    record Closed(String under, Optional<String> version, KeyTransport transport, byte[] bytes)
        implements Parcel {}
  }

  @Override
  public String name() {
    return "KeyImport";
  }

  @Override
  public Action action() {
    return ACTION;
  }

  @Override
  public Target target() {
    return Keys.path(vault, key.display(), Optional.empty()).target();
  }

  @Override
  public Runnable preparation(Preview preview) {
    KeyType type = keys.kept(vault, arrival.type());
    KeyHome home = keys.home(preview.tx(), vault, type);
    KeyPlace place = keys.place(preview, vault, key);
    KeySettings settings = arrival.settings();
    settings.release().check(settings.asked());
    HsmKeyPurpose purpose = settings.release().purpose();
    return switch (arrival.parcel()) {
      case Parcel.Open(PrivateJwk jwk) ->
          () ->
              making.make(
                  keys.homes().workshop(), home, place, () -> home.take(jwk, purpose, place));
      case Parcel.Closed closed -> {
        SecretBytes under = under(preview, closed, type);
        KeyHome.Wrapped wrapped =
            new KeyHome.Wrapped(under, closed.transport(), closed.bytes(), type, purpose);
        yield () -> unwrapped(home, place, wrapped);
      }
    };
  }

  @Override
  public Found<KeyProperties> run(Work work) {
    VaultFacts facts = keys.life().vault(work, vault);
    return making.store(ready -> keys.add(work, facts, arrival.settings(), ready));
  }

  private void unwrapped(KeyHome home, KeyPlace place, KeyHome.Wrapped wrapped) {
    try (SecretBytes _ = wrapped.under()) {
      making.make(keys.homes().workshop(), home, place, () -> home.takeWrapped(wrapped, place));
    }
  }

  /// The material of the key that the parcel was closed with.
  private SecretBytes under(Preview preview, Parcel.Closed closed, KeyType type) {
    VaultFacts facts = keys.life().vaults().find(preview.tx(), vault).orElseThrow();
    ObjectPath path = Keys.path(vault, closed.under(), closed.version());
    SealedVersion<KeyProperties> found = keys.life().find(preview.tx(), facts, path);
    KeyProperties properties = found.properties();
    Keys.checkUsable(properties, KeyOperation.IMPORT, preview.now());
    if (properties.face().type().hardware() != type.hardware()) {
      throw new Problem.Malformed(
              "The key that key_hsm was wrapped for and the key in it must both be software keys,"
                  + " or both be in the HSM.")
          .asException();
    }
    OpenedVersion<KeyProperties> opened = keys.life().open(preview.tx(), facts, found);
    return opened.value();
  }
}
