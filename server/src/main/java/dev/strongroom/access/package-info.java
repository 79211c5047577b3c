/// I own who may do what: role definitions and assignments, access policies, network rules, and
/// `Rbac`, which judges every request by them.
@NullMarked
package dev.strongroom.access;

import org.jspecify.annotations.NullMarked;
