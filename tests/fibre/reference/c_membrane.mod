COMMENT
Membrane of the C fibre, written from the published equations (Sundt, Gamper and Jaffe 2015;
Traub-Miles sodium, Borg-Graham delayed rectifier). Reference for the tests only.
ENDCOMMENT

NEURON {
    SUFFIX c_membrane
    NONSPECIFIC_CURRENT i
    RANGE blocked, g_na
}

UNITS {
    (mA) = (milliamp)
    (mV) = (millivolt)
    (S) = (siemens)
}

PARAMETER {
    g_na = 0.14 (S/cm2)
    g_k = 0.04 (S/cm2)
    g_leak = 0.0001 (S/cm2)
    e_na = 50 (mV)
    e_k = -90 (mV)
    v_rest = -60 (mV)
    blocked = 0 (1)
}

ASSIGNED {
    v (mV)
    celsius (degC)
    i (mA/cm2)
    e_leak (mV)
    a (/ms)
    b (/ms)
}

STATE { m n h l }

INITIAL { LOCAL held
    m = settled_m(v_rest)
    h = settled_h(v_rest)
    n = settled_n(v_rest)
    l = settled_l(v_rest)
    held = g_na*m*m*m*h*(v_rest - e_na) + g_k*n*n*n*l*(v_rest - e_k)
    e_leak = v_rest + held/g_leak
    m = settled_m(v)
    h = settled_h(v)
    n = settled_n(v)
    l = settled_l(v)
}

BREAKPOINT {
    SOLVE gating METHOD cnexp
    i = (1 - blocked)*g_na*m*m*m*h*(v - e_na) + g_k*n*n*n*l*(v - e_k) + g_leak*(v - e_leak)
}

DERIVATIVE gating {
    rates_m(v)  m' = a - (a + b)*m
    rates_h(v)  h' = a - (a + b)*h
    rates_n(v)  n' = a - (a + b)*n
    rates_l(v)  l' = a - (a + b)*l
}

FUNCTION linoid(x (mV), k (mV)) (mV) {
    if (fabs(x/k) < 1e-6) {
        linoid = fabs(k)*(1 + x/k/2)
    } else {
        linoid = fabs(k)*(x/k)/(1 - exp(-x/k))
    }
}

FUNCTION reduced(v (mV), half (mV)) (1) {
    reduced = 1e-3*(v - half)*9.64853321233e4/(8.31446261815324*(273.15 + celsius))
}

FUNCTION warmth() (1) {
    warmth = 3^((celsius - 30)/10)
}

PROCEDURE rates_m(v (mV)) {
    a = warmth()*0.32*linoid(v + 45.9, 4)
    b = warmth()*0.28*linoid(v + 18.9, -5)
}

PROCEDURE rates_h(v (mV)) {
    a = warmth()*0.128*exp(-(v + 54)/18)
    b = warmth()*4/(1 + exp(-(v + 31)/5))
}

: steady state 1/(1 + e^(-5x)), time constant e^(-2x)/(0.03 q (1 + e^(-5x)))
PROCEDURE rates_n(v (mV)) { LOCAL x, inf, tau
    x = reduced(v, -32)
    inf = 1/(1 + exp(-5*x))
    tau = exp(-2*x)/(0.03*warmth()*(1 + exp(-5*x)))
    a = inf/tau
    b = (1 - inf)/tau
}

: steady state 1/(1 + e^(2x)), time constant e^(2x)/(0.001 q (1 + e^(2x)))
PROCEDURE rates_l(v (mV)) { LOCAL x, inf, tau
    x = reduced(v, -61)
    inf = 1/(1 + exp(2*x))
    tau = exp(2*x)/(0.001*warmth()*(1 + exp(2*x)))
    a = inf/tau
    b = (1 - inf)/tau
}

FUNCTION settled_m(v (mV)) (1) { rates_m(v)  settled_m = a/(a + b) }
FUNCTION settled_h(v (mV)) (1) { rates_h(v)  settled_h = a/(a + b) }
FUNCTION settled_n(v (mV)) (1) { rates_n(v)  settled_n = a/(a + b) }
FUNCTION settled_l(v (mV)) (1) { rates_l(v)  settled_l = a/(a + b) }
