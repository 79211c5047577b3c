package dev.strongroom.objects;

/// What one transaction of an object's purge has done.
///
/// @param versions how many it destroyed
/// @param ended whether nothing is left and the name is free
public record PurgeStep(int versions, boolean ended) {}
