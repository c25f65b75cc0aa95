"""Backups and restored databases, with real processes of Fasti and a playground that counts."""
