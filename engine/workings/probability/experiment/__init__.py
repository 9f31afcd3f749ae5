"""Experiments in prose: draws from urns and decks, throws, trials and arrangements, by a grammar of words."""
