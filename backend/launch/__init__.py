"""Bringing Lockstep up on one machine: environment, assets, embedded servers, release, supervision."""
