package dev.strongroom.model;

/// What a host name of a [Cloud] stands for. `label` is the first label, not yet checked to be a
/// name.
public sealed interface HostRole {
  record Vault(String label, boolean adfs) implements HostRole {}

  record Hsm(String label) implements HostRole {}

  record Login() implements HostRole {}

  record Management() implements HostRole {}

  record Graph() implements HostRole {}

  record Portal() implements HostRole {}
}
