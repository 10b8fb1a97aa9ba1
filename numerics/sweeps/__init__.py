"""Sweeps: a study at many points of its parameters, on all cores or on a Dask cluster, as one labelled dataset.

:mod:`.axes` reads what is swept, :mod:`.plans` makes points of it, :mod:`.recipes` says what else a point's numbers
follow from. :mod:`.work` computes one point, in a process of :mod:`.processes` or of :mod:`.cluster`. Finished points
are kept by content in a folder (:mod:`.store`), so that nothing is computed twice, and :mod:`.assembly` makes one
dataset of them. :mod:`.running` puts these together.

    from numerics.sweeps import plans, running

    plan = plans.plan("exchange", {"p_b": "0.1:0.9:17", "n_a": "1e14:1e15 cm^-3:3:log"})
    done = running.run(plan, Path("build/kernels"), Path("results"))
"""
