/// I own cryptography: secret bytes, seals, the keyring, what keys of callers do, Merkle hashing
/// and signed checkpoints. I import the JDK and crypto providers only; I am the part that a
/// cryptographer must read.
@NullMarked
package dev.strongroom.trust;

import org.jspecify.annotations.NullMarked;
