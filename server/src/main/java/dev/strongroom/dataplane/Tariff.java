package dev.strongroom.dataplane;

import dev.strongroom.http.Bound;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem.ObjectKind;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Tx;
import dev.strongroom.keys.CreateKey;
import dev.strongroom.keys.ImportKey;
import dev.strongroom.keys.KeyFace;
import dev.strongroom.keys.Keys;
import dev.strongroom.keys.ReleaseKey;
import dev.strongroom.keys.RotateKey;
import dev.strongroom.secrets.SetSecret;
import dev.strongroom.trust.KeySpec;
import java.util.Optional;

/// What a request counts under Azure's limits (azure-facts 1.1). Azure says how many of each kind
/// fit into ten seconds, and that the parts add up; here each kind has a cost, so that the sum is a
/// whole number: 250 uses of an RSA-4096 key in an HSM, at 16, are as much as 4,000 of an RSA-2048
/// key in software, at 1.
record Tariff(Keys keys) {
  /// What is limited together.
  enum Kind {
    /// Keys that are made or released: 20 software keys, or 10 in an HSM.
    MAKING(20),
    /// Secrets that are set and keys that are imported.
    ARRIVING(300),
    /// Everything else that concerns one key.
    KEYS(4_000),
    /// Everything else.
    OTHER(4_000);

    private final long capacity;

    Kind(long capacity) {
      this.capacity = capacity;
    }

    long capacity() {
      return capacity;
    }
  }

  record Cost(Kind kind, long units) {}

  private static final int IN_HSM = 2;
  private static final int RSA_3072 = 4;
  private static final int RSA_4096 = 8;

  Cost of(Tx tx, Operation<?> operation) {
    return switch (operation) {
      case Bound<?>(Operation<?> inner, _) -> of(tx, inner);
      case CreateKey create ->
          new Cost(Kind.MAKING, create.wanted().type().hardware() ? IN_HSM : 1);
      case RotateKey _, ReleaseKey _ ->
          new Cost(Kind.MAKING, face(tx, operation.target()).map(Tariff::place).orElse(1));
      case ImportKey _, SetSecret _ -> new Cost(Kind.ARRIVING, 1);
      default ->
          isKey(operation.target())
              ? new Cost(Kind.KEYS, face(tx, operation.target()).map(Tariff::use).orElse(1))
              : new Cost(Kind.OTHER, 1);
    };
  }

  private static boolean isKey(Target target) {
    return target instanceof Target.InVault(_, String collection, Optional<String> name, _)
        && name.isPresent()
        && collection.equals(ObjectKind.KEY.collection());
  }

  private Optional<KeyFace> face(Tx tx, Target target) {
    return target instanceof Target.InVault at ? keys.face(tx, at) : Optional.empty();
  }

  private static int place(KeyFace key) {
    return key.type().hardware() ? IN_HSM : 1;
  }

  /// Azure has no numbers for symmetric keys and ML-DSA: they count as EC keys do.
  static int use(KeyFace key) {
    int size =
        switch (key.spec()) {
          case KeySpec.Rsa rsa ->
              switch (rsa) {
                case RSA_2048 -> 1;
                case RSA_3072 -> RSA_3072;
                case RSA_4096 -> RSA_4096;
              };
          case KeySpec.Ec _, KeySpec.Oct _, KeySpec.MlDsa _ -> 1;
        };
    return size * place(key);
  }
}
