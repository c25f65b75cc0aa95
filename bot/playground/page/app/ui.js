// Preact and htm, which index.html loads as scripts, as what the modules import.
const { h, render, Fragment, createContext } = window.preact;
const { useContext, useEffect, useErrorBoundary, useId, useLayoutEffect, useMemo, useRef, useState } =
  window.preactHooks;
const html = window.htm.bind(h);

export {
  Fragment,
  createContext,
  html,
  render,
  useContext,
  useEffect,
  useErrorBoundary,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
};
