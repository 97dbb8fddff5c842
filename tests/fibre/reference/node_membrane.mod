COMMENT
Nodal membrane of the double-cable fibre, written from the published equations
(McIntyre, Richardson and Grill 2002). Reference for the tests only.
ENDCOMMENT

NEURON {
    SUFFIX node_membrane
    NONSPECIFIC_CURRENT i
    RANGE blocked
}

UNITS {
    (mA) = (milliamp)
    (mV) = (millivolt)
    (S) = (siemens)
}

PARAMETER {
    g_fast = 3.0 (S/cm2)
    g_persistent = 0.01 (S/cm2)
    g_slow = 0.08 (S/cm2)
    g_leak = 0.007 (S/cm2)
    e_na = 50 (mV)
    e_k = -90 (mV)
    e_leak = -90 (mV)
    blocked = 0 (1)
}

ASSIGNED {
    v (mV)
    celsius (degC)
    i (mA/cm2)
    a (/ms)
    b (/ms)
}

STATE { m p h s }

INITIAL {
    rates_m(v)  m = a / (a + b)
    rates_p(v)  p = a / (a + b)
    rates_h(v)  h = a / (a + b)
    rates_s(v)  s = a / (a + b)
}

BREAKPOINT {
    SOLVE gating METHOD cnexp
    i = (1 - blocked) * (g_fast*m*m*m*h + g_persistent*p*p*p) * (v - e_na)
        + g_slow*s*(v - e_k) + g_leak*(v - e_leak)
}

DERIVATIVE gating {
    rates_m(v)  m' = a - (a + b)*m
    rates_p(v)  p' = a - (a + b)*p
    rates_h(v)  h' = a - (a + b)*h
    rates_s(v)  s' = a - (a + b)*s
}

FUNCTION linoid(x (mV), k (mV)) (mV) {
    if (fabs(x/k) < 1e-6) {
        linoid = fabs(k)*(1 + x/k/2)
    } else {
        linoid = fabs(k)*(x/k)/(1 - exp(-x/k))
    }
}

PROCEDURE rates_m(v (mV)) { LOCAL q
    q = 2.2^((celsius - 20)/10)
    a = q*1.86*linoid(v + 21.4, 10.3)
    b = q*0.086*linoid(v + 25.7, -9.16)
}

PROCEDURE rates_p(v (mV)) { LOCAL q
    q = 2.2^((celsius - 20)/10)
    a = q*0.01*linoid(v + 27, 10.2)
    b = q*0.00025*linoid(v + 34, -10)
}

PROCEDURE rates_h(v (mV)) { LOCAL q
    q = 2.9^((celsius - 20)/10)
    a = q*0.062*linoid(v + 114, -11)
    b = q*2.3/(1 + exp(-(v + 31.8)/13.4))
}

PROCEDURE rates_s(v (mV)) { LOCAL q
    q = 3.0^((celsius - 36)/10)
    a = q*0.3/(1 + exp(-(v + 53)/5))
    b = q*0.03/(1 + exp(-(v + 90)))
}
