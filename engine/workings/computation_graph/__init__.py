"""Backpropagation, shown: the chain rule on the computation graph, every local derivative and number said."""

from workings.computation_graph.graph import Backpropagation, Node, Passed, backpropagation

__all__ = ["Backpropagation", "Node", "Passed", "backpropagation"]
