"""Parts of a data engine that both frontends use: streams of random numbers, pools of workers."""
