package dev.strongroom.managedhsm;

import java.util.List;

/// The security domain of a managed HSM as its administrators keep it: what it holds, encrypted
/// under a master key, and the shares of that master key, each encrypted to a holder.
///
/// @param required how many shares give the master key
public record SecurityDomain(List<Datum> data, List<Share> shares, int required) {
  /// @param tag what it is
  /// @param jwe it, under the master key
  public record Datum(String tag, String jwe) {}

  /// @param holder the thumbprint of the holder's certificate
  public record Share(String holder, String jwe) {}

  /// How a domain comes back: what it holds under another master key, and that key encrypted to the
  /// HSM's transfer key.
  public record Returning(List<Datum> data, String wrappedKey) {
    public Returning {
      data = List.copyOf(data);
    }
  }

  public SecurityDomain {
    data = List.copyOf(data);
    shares = List.copyOf(shares);
  }
}
