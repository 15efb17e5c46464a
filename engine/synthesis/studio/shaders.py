"""The OpenGL programs that draw a person: shaded colour, triangle numbers, colour with layer and depth, shadow."""

from __future__ import annotations

VERTEX = """#version 330
in vec3 in_position; in vec3 in_normal; in vec2 in_uv; in float in_cut; in vec3 in_rest;
uniform mat4 camera; uniform mat4 lamp;
out vec3 normal; out vec3 place; out vec2 uv; out float cut; out vec3 rest; out vec3 lit;
void main() {
  normal = in_normal; place = in_position; uv = in_uv; cut = in_cut; rest = in_rest;
  lit = (lamp * vec4(in_position, 1.0)).xyz * 0.5 + 0.5;
  gl_Position = camera * vec4(in_position, 1.0);
}"""
# Folds are a height field over the cloth at rest, so that they stay with it; normals are bent by its slope on screen.
_FOLDS = """
uniform float folds;
float ridge(float x) { float s = sin(x); return 1.0 - 2.0 * sqrt(s * s + 0.05); }
float fold_height(vec3 p) {
  p += 0.021 * sin(p.yzx * 19.0 + 1.7) + 0.009 * sin(p.zxy * 47.0 + folds * 700.0);
  float where = 0.55 + 0.45 * sin(dot(p, vec3(7.0, 5.0, 9.0)) + folds * 300.0);
  float down = ridge(dot(p, vec3(31.0, 24.0, 7.0)) + folds * 90.0) + 0.6 * ridge(dot(p, vec3(-46.0, 37.0, 19.0)));
  float across = ridge(dot(p, vec3(11.0, 13.0, 34.0)) + folds * 50.0);
  return folds * (where * down + (1.0 - where) * across);
}
vec3 folded(vec3 n) {
  float height = fold_height(rest);
  vec3 right = dFdx(place), up = dFdy(place);
  vec3 a = cross(up, n), b = cross(n, right);
  float area = dot(right, a);
  vec3 slope = sign(area) * (dFdx(height) * a + dFdy(height) * b);
  return normalize(max(abs(area), 1e-12) * n - slope);
}
"""
_SHADED = (
    """#version 330
in vec3 normal; in vec3 place; in vec2 uv; in float cut; in vec3 rest; in vec3 lit;
uniform sampler2D colours; uniform vec3 tint; uniform float specular; uniform float alpha_cut;
uniform float trim_m; uniform vec3 trim_tint; uniform float flesh;
uniform vec3 eye; uniform vec3 key_direction; uniform vec3 key_colour; uniform vec3 fill_direction;
uniform vec3 fill_colour; uniform vec3 rim_direction; uniform vec3 rim_colour;
uniform vec3 sky; uniform vec3 ground; uniform float wrap; uniform float shadow;
uniform sampler2DShadow shadows;
uniform vec3 gain = vec3(1.0); uniform float contrast; uniform float greyness;
"""
    + _FOLDS
    + """
float lamp_reaches(vec3 n) {
  if (shadow <= 0.0) return 1.0;
  float total = 0.0;
  for (int k = 0; k < 4; ++k) {
    vec2 aside = vec2(k & 1, k >> 1) - 0.5;
    total += texture(shadows, vec3(lit.xy + aside * 0.0035, lit.z - 0.007));
  }
  return 1.0 - shadow * (1.0 - total / 4.0);
}
vec3 developed(vec3 colour) {
  vec3 c = pow(colour * gain, vec3(1.0 / 2.2));
  c = mix(c, clamp(c, 0.0, 1.0) * clamp(c, 0.0, 1.0) * (3.0 - 2.0 * clamp(c, 0.0, 1.0)), contrast);
  return mix(c, vec3(dot(c, vec3(0.299, 0.587, 0.114))), greyness);
}
vec4 shaded() {
  vec4 texel = texture(colours, uv);
  vec3 n = normalize(normal);
  if (folds > 0.0) n = folded(n);
  if (texel.a < alpha_cut || cut < 0.0) discard;
  vec3 v = normalize(eye - place);
  if (dot(n, v) < 0.0) n = -n;
  vec3 shade = cut < trim_m ? tint * trim_tint : tint;
  vec3 albedo = pow(min(texel.rgb * shade, vec3(1.0)), vec3(2.2));
  // Light goes on under the skin, red furthest.
  vec3 soft = vec3(wrap) + flesh * vec3(0.32, 0.14, 0.08);
  vec3 key = max((dot(n, key_direction) + soft) / (1.0 + soft), 0.0) * lamp_reaches(n);
  float fill = max(dot(n, fill_direction) * 0.7 + 0.3, 0.0);
  float rim = max(dot(n, rim_direction), 0.0);
  vec3 light = mix(ground, sky, 0.5 + 0.5 * n.z) + key_colour * key + fill_colour * fill + rim_colour * rim;
  float shine = pow(max(dot(n, normalize(key_direction + v)), 0.0), 28.0) * specular;
  vec3 colour = albedo * light + key_colour * shine;
  return vec4(developed(colour), 1.0);
}
"""
)
SHADE = (
    _SHADED
    + """out vec4 result;
void main() { result = shaded(); }"""
)
IDENTIFY = """#version 330
in vec3 normal; in vec3 place; in vec2 uv; in float cut;
uniform sampler2D colours; uniform float alpha_cut; uniform int first_triangle;
out float result;
void main() {
  if (texture(colours, uv).a < alpha_cut || cut < 0.0) discard;
  result = float(first_triangle + gl_PrimitiveID + 1);
}"""
# `about` holds the layer class and the depth in metres (1 / gl_FragCoord.w); `behind_m` is added to what is veiled.
LAYER = (
    _SHADED
    + """uniform float layer; uniform float behind_m;
layout(location = 0) out vec4 result; layout(location = 1) out vec2 about;
void main() { result = shaded(); about = vec2(layer, 1.0 / gl_FragCoord.w + behind_m); }"""
)
SHADOW = """#version 330
in vec2 uv; in float cut;
uniform sampler2D colours; uniform float alpha_cut;
void main() { if (texture(colours, uv).a < alpha_cut || cut < 0.0) discard; }"""
